import type { Random, Weighted } from '../random.ts'
import { weigh } from '../random.ts'
import { parts } from './compose.ts'

/**
 * The names of one community as they are met in an English town. Children's and adults' forenames
 * differ, as fashions do. Every list is in falling order of frequency and weighted by rank (Zipf,
 * 1 ÷ (rank + flatness)), so a low flatness means that a few names dominate.
 */
export interface NameTables {
  surnames: Weighted<string>
  boys: Weighted<string>
  girls: Weighted<string>
  men: Weighted<string>
  women: Weighted<string>
}

/**
 * The lists as written in the data files: names separated by white space, commonest first. What is
 * under `rarer` follows after them: the long tail of names that a handful of families bear. Where a
 * tradition's grown-ups have no tail of their own they have the children's.
 */
export interface NameLists {
  surnames: string
  boys: string
  girls: string
  men: string
  women: string
  surnameFlatness: number
  forenameFlatness: number
  rarer?: Partial<Record<keyof NameTables, readonly string[]>>
}

/** Turns written lists into weighted tables, once, when the module is loaded. */
export function nameTables(lists: NameLists): NameTables {
  const { surnameFlatness, forenameFlatness, rarer = {} } = lists
  return {
    surnames: ranked(lists.surnames, rarer.surnames, surnameFlatness),
    boys: ranked(lists.boys, rarer.boys, forenameFlatness),
    girls: ranked(lists.girls, rarer.girls, forenameFlatness),
    men: ranked(lists.men, rarer.men ?? rarer.boys, forenameFlatness),
    women: ranked(lists.women, rarer.women ?? rarer.girls, forenameFlatness),
  }
}

/** A forename for a person of a sex and generation. */
export function drawForename(
  random: Random,
  tables: NameTables,
  sex: 'M' | 'F',
  generation: 'child' | 'adult',
): string {
  if (generation === 'child') return random.weighted(sex === 'M' ? tables.boys : tables.girls)
  return random.weighted(sex === 'M' ? tables.men : tables.women)
}

function ranked(text: string, rarer: readonly string[] = [], flatness: number): Weighted<string> {
  const names = [...new Set([...parts(text), ...rarer])]
  return weigh(names.map((name, rank) => [name, 1 / (rank + 1 + flatness)] as const))
}
