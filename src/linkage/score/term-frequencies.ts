import { LinkageError } from '../errors.ts'
import { type Expression, printExpression } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import { ARRAY_SEPARATOR } from '../model/value-functions.ts'
import type { Column } from '../records/column.ts'
import { textHash } from '../records/content-hash.ts'
import type { Records } from '../records/records.ts'
import { type FrequencyTable, type FrozenTerm, shareOf } from './frequency-table.ts'

/** How common values are, for the levels that a model adjusts by it. */
export interface TermFrequencies {
  /** The comparisons that have such a level. */
  adjusted: readonly number[]
  /** For each comparison, which of its levels are adjusted. */
  isAdjusted: readonly boolean[][]
  /**
   * Rarity in bits, −log2 of the share, of what two records hold at a level: of two values the
   * commoner, of one alone that one. NaN where the level is not adjusted or both are missing.
   */
  rarity(comparison: number, level: number, left: number, right: number): number
  /** Rarity by value, where the level means that both hold the same one; null elsewhere. */
  ofSharedValue(comparison: number, level: number): RarityOfValue | null
}

/** The rarity of what a record holds: `bits[codes[record]]`. */
export interface RarityOfValue {
  codes: Int32Array
  bits: Float64Array
}

interface Term {
  column: Column
  /** The other column of two that are compared either way. */
  other: Column | null
  part: 0 | 1
  /** −log2 of each value's share. */
  bits: Float64Array
}

/**
 * Works out the shares from the records themselves, or takes them from outside tables; all of
 * them from a frozen table where one is given.
 */
export function makeTermFrequencies(
  model: Model,
  records: Records,
  outside: ReadonlyMap<string, ReadonlyMap<string, number>>,
  frozen?: FrequencyTable,
): TermFrequencies {
  const kept = new Map<string, Term>()
  const terms = model.comparisons.map((comparison) =>
    comparison.levels.map((level): Term | null => {
      if (level.termFrequency === null) return null
      const what = frozen ? withTexts(level.termFrequency) : level.termFrequency
      const { column, other } = columnsOf(comparison, what, records)
      const minimum = level.frequency?.minimumU ?? comparison.termFrequency.minimumU
      const name = `${column.name} ${comparison.termFrequency.table} ${minimum}`
      const known = kept.get(name)
      if (known?.column === column) return known
      const table = comparison.termFrequency.table
      const shares = frozen
        ? frozenShares(column, frozenTerm(frozen, comparison, level.termFrequency))
        : sharesNow(column, table === null ? null : (outside.get(table) ?? null))
      const made = {
        column,
        other,
        part: comparison.eitherWay?.part ?? 0,
        bits: rarities(shares, minimum),
      }
      kept.set(name, made)
      return made
    }),
  )
  return {
    ofSharedValue(comparison, level) {
      const term = terms[comparison]?.[level]
      const { when, termFrequency } = model.comparisons[comparison]?.levels[level] ?? {}
      if (!term || term.other !== null || !when || !termFrequency) return null
      return isSameValue(when, termFrequency) ? { codes: term.column.codes, bits: term.bits } : null
    },
    adjusted: terms.flatMap((t, c) => (t.some((x) => x !== null) ? [c] : [])),
    isAdjusted: terms.map((t) => t.map((x) => x !== null)),
    rarity(comparison, level, left, right) {
      const term = (terms[comparison] as (Term | null)[])[level]
      if (!term) return Number.NaN
      if (term.other !== null) return term.bits[sharedPart(term, left, right)] ?? Number.NaN
      const x = term.column.codes[left] as number
      const y = term.column.codes[right] as number
      if (x < 0) return y < 0 ? Number.NaN : (term.bits[y] as number)
      if (y < 0 || x === y) return term.bits[x] as number
      return Math.min(term.bits[x] as number, term.bits[y] as number)
    },
  }
}

/** Whether a level holds only where both records hold the value whose frequency is asked. */
function isSameValue(when: Expression | 'else', frequency: Expression | 'part'): boolean {
  if (when === 'else' || frequency === 'part' || when.kind !== 'call' || when.name !== 'equal')
    return false
  const [argument] = when.args
  return (
    when.args.length === 1 &&
    argument !== undefined &&
    printExpression(argument) === printExpression(frequency)
  )
}

function columnsOf(
  comparison: Model['comparisons'][number],
  what: NonNullable<Model['comparisons'][number]['levels'][number]['termFrequency']>,
  records: Records,
): { column: Column; other: Column | null } {
  if (what !== 'part' || comparison.eitherWay === null) {
    return { column: records.column(what as Exclude<typeof what, 'part'>), other: null }
  }
  const { columns, part } = comparison.eitherWay
  const both = columns.map((name) => records.column({ kind: 'column', name }))
  return { column: records.pooled(both, part), other: records.pooled(both, 1 - part) }
}

/** What two records share in a part of two columns compared either way: straight, or swapped. */
function sharedPart({ column, other, part }: Term, left: number, right: number): number {
  const x = column.codes[left] as number
  const y = column.codes[right] as number
  if (other === null || x === y) return x
  const first = x >= 0 && other.codes[right] === x
  const second = y >= 0 && other.codes[left] === y
  // Swapped in both: which value goes with which part is settled by the values, not by the side.
  if (first && second)
    return textHash(column.dictionary.texts[x] as string) <
      textHash(column.dictionary.texts[y] as string) ===
      (part === 0)
      ? x
      : y
  return second ? y : x
}

function rarities(shares: Float64Array, minimum: number): Float64Array {
  return shares.map((share) => -Math.log2(Math.max(share, minimum, 1e-12)))
}

function sharesNow(column: Column, outside: ReadonlyMap<string, number> | null): Float64Array {
  const { counts, texts } = column.dictionary
  const filled = Math.max(1, filledOf(column))
  // A value that the outside table does not know is as rare as this data shows it.
  return Float64Array.from(counts, (n, code) => outside?.get(texts[code] as string) ?? n / filled)
}

function frozenShares(column: Column, term: FrozenTerm): Float64Array {
  return Float64Array.from(column.dictionary.texts, (text) => shareOf(term, text))
}

const filledOf = ({ dictionary }: Column) => dictionary.counts.reduce((a, b) => a + b, 0)

type Comparison = Model['comparisons'][number]
type TermOf = NonNullable<Comparison['levels'][number]['termFrequency']>

/** What a frequency is of, so that shares frozen on one day are found again on another. */
function termName({ eitherWay, termFrequency }: Comparison, what: TermOf): string {
  const of = what === 'part' ? (eitherWay?.columns ?? []).join(' or ') : printExpression(what)
  return termFrequency.table === null ? of : `${of} in ${termFrequency.table}`
}

function frozenTerm(frozen: FrequencyTable, comparison: Comparison, what: TermOf): FrozenTerm {
  const name = termName(comparison, what)
  const found = frozen.get(name)
  if (found) return found
  throw new LinkageError(
    'parameters-invalid',
    `The frozen frequencies lack "${name}", which the comparison "${comparison.name}" asks for. Freeze them again with this model.`,
  )
}

/** Freezes the frequencies that a model asks for, as these records (and outside tables) have them. */
export function freezeFrequencies(
  model: Model,
  records: Records,
  outside: ReadonlyMap<string, ReadonlyMap<string, number>>,
): FrequencyTable {
  const frozen = new Map<string, FrozenTerm>()
  for (const comparison of model.comparisons) {
    for (const { termFrequency } of comparison.levels) {
      if (termFrequency === null) continue
      const name = termName(comparison, termFrequency)
      if (frozen.has(name)) continue
      const { column } = columnsOf(comparison, withTexts(termFrequency), records)
      const { counts, texts } = column.dictionary
      const { table } = comparison.termFrequency
      const several = texts.flatMap((text, code): [string, number][] => {
        const n = counts[code] as number
        return n > 1 ? [[text, n]] : []
      })
      frozen.set(name, {
        filled: filledOf(column),
        counts: new Map(several),
        outside: table === null ? null : (outside.get(table) ?? null),
      })
    }
  }
  return frozen
}

/** The engine keeps two values as one without their texts, by which shares are found again. */
function withTexts(what: TermOf): TermOf {
  if (what === 'part' || what.kind !== 'call' || what.name !== 'unordered') return what
  const ends = ['least', 'greatest'].map((name): Expression => ({ ...what, name }))
  const [low, high] = ends as [Expression, Expression]
  return {
    kind: 'call',
    name: 'concat',
    args: [low, { kind: 'text', value: ARRAY_SEPARATOR }, high],
  }
}
