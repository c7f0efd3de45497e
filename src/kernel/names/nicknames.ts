import { nicknameTable } from './nickname-table.ts'
import { normaliseName } from './normalise-name.ts'

interface NicknameIndex {
  /** For each name, the numbers of the lines that it stands in. */
  linesOf: Map<string, number[]>
  lines: string[][]
}

const index: NicknameIndex = buildIndex()

/** Every other form of a forename (short, formal, other spelling), in compared form; empty if unknown. */
export function otherFormsOf(forename: string): string[] {
  const name = normaliseName(forename)
  const others = new Set<string>()
  for (const line of index.linesOf.get(name) ?? []) {
    for (const form of index.lines[line] ?? []) if (form !== name) others.add(form)
  }
  return [...others]
}

/** The formal names that a forename may stand for: `alex` gives `alexander` and `alexandra`. */
export function formalNamesOf(forename: string): string[] {
  const found = index.linesOf.get(normaliseName(forename)) ?? []
  return found.flatMap((line) => index.lines[line]?.slice(0, 1) ?? [])
}

/** Whether two forenames may be forms of one: `Bill` and `William`, `Mo` and `Muhammad`. Equal ones are. */
export function mayBeSameForename(one: string, other: string): boolean {
  const first = normaliseName(one)
  const second = normaliseName(other)
  if (first === '' || second === '') return false
  if (first === second) return true
  const lines = index.linesOf.get(first)
  return index.linesOf.get(second)?.some((line) => lines?.includes(line)) ?? false
}

function buildIndex(): NicknameIndex {
  const lines = nicknameTable.map((line) => line.split(' '))
  const linesOf = new Map<string, number[]>()
  for (const [number, forms] of lines.entries()) {
    for (const form of new Set(forms)) {
      const known = linesOf.get(form)
      if (known === undefined) linesOf.set(form, [number])
      else known.push(number)
    }
  }
  return { linesOf, lines }
}
