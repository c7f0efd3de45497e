import type { Random, Weighted } from '../random.ts'
import { weigh } from '../random.ts'

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

/** The lists as written in the data files: names separated by white space, commonest first. */
export interface NameLists {
  surnames: string
  boys: string
  girls: string
  men: string
  women: string
  surnameFlatness: number
  forenameFlatness: number
}

/** Turns written lists into weighted tables, once, when the module is loaded. */
export function nameTables(lists: NameLists): NameTables {
  return {
    surnames: ranked(lists.surnames, lists.surnameFlatness),
    boys: ranked(lists.boys, lists.forenameFlatness),
    girls: ranked(lists.girls, lists.forenameFlatness),
    men: ranked(lists.men, lists.forenameFlatness),
    women: ranked(lists.women, lists.forenameFlatness),
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

function ranked(text: string, flatness: number): Weighted<string> {
  const names = text.trim().split(/\s+/)
  return weigh(names.map((name, rank) => [name, 1 / (rank + 1 + flatness)] as const))
}
