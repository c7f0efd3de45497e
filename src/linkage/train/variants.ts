import type { Model } from '../model/model.ts'
import type { Column } from '../records/column.ts'
import type { Records } from '../records/records.ts'

/** Values that stand for each other, by comparison. */
export type Variants = Record<string, [string, string][]>

/** A cluster with more distinct values than this teaches nothing about which go together. */
const MOST_VALUES = 12
/** Clusters that must hold both of two values; one mistaken cluster must not confirm itself. */
const SUPPORT = 3
/** How many times oftener than by chance they must be together. */
const LIFT = 2

/** Whether some comparison of a model learns its variants. */
export const learnsVariants = (model: Model): boolean =>
  model.comparisons.some((c) => c.learnsVariants)

/**
 * Values that keep coming together in the clusters of a first run: josh and joshua, a town and
 * its county. Clusters are counted, not pairs, so that a large one has one voice.
 */
export function learnVariants(model: Model, records: Records, labels: Int32Array): Variants {
  const members = membersOf(labels)
  const found: Variants = {}
  for (const { name, learnsVariants: learns, eitherWay, columns } of model.comparisons) {
    if (!learns) continue
    const names = eitherWay ? eitherWay.columns : columns
    const pairs = new Map<string, [string, string]>()
    for (const column of names) {
      for (const pair of pairsIn(records.column({ kind: 'column', name: column }), members)) {
        pairs.set(pair.join('\u001f'), pair)
      }
    }
    if (pairs.size > 0)
      found[name] = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair)
  }
  return found
}

/** The model with learnt variants beside the short forms that it names itself. */
export function withVariants(model: Model, variants: Variants): Model {
  return {
    ...model,
    comparisons: model.comparisons.map((c) => {
      const own = variants[c.name]
      return own ? { ...c, nicknames: [...c.nicknames, ...own] } : c
    }),
  }
}

/** Records of each cluster of two or more. */
function membersOf(labels: Int32Array): number[][] {
  const groups = new Map<number, number[]>()
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number
    const list = groups.get(label)
    if (list) list.push(i)
    else groups.set(label, [i])
  }
  return [...groups.values()].filter((list) => list.length > 1)
}

function pairsIn({ codes, dictionary }: Column, members: readonly number[][]): [string, string][] {
  const size = dictionary.texts.length
  const held = new Int32Array(size)
  const together = new Map<number, number>()
  let clusters = 0
  for (const rows of members) {
    const values = [...new Set(rows.map((r) => codes[r] as number))]
      .filter((c) => c >= 0)
      .sort((a, b) => a - b)
    if (values.length === 0) continue
    clusters++
    for (const value of values) held[value] = (held[value] as number) + 1
    if (values.length > MOST_VALUES) continue
    values.forEach((a, i) => {
      for (const b of values.slice(i + 1))
        together.set(a * size + b, (together.get(a * size + b) ?? 0) + 1)
    })
  }
  const out: [string, string][] = []
  for (const [key, n] of together) {
    const a = Math.floor(key / size)
    const b = key % size
    const lift = (n * clusters) / ((held[a] as number) * (held[b] as number))
    if (n >= SUPPORT && lift >= LIFT) {
      out.push(
        [dictionary.texts[a] as string, dictionary.texts[b] as string].sort() as [string, string],
      )
    }
  }
  return out
}
