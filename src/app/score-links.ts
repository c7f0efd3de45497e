import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { BadInput } from '#kernel'
import { currentLinks } from '#match'
import type { Handle } from '#platform/db'

/** How well the links agree with the truth of a synthetic borough, over pairs of records. */
export interface LinkScores {
  /** Of the pairs that were joined, how many are one person. */
  readonly precision: number
  /** Of the pairs that are one person, how many were joined. */
  readonly recall: number
  readonly f1: number
}

const truthRow = z.object({ agency: z.string(), source_key: z.string(), person_id: z.string() })

/**
 * Scores the links in force against a borough's hidden truth (`truth/records.csv`: agency, source_key,
 * person_id). Pairs are unordered pairs of source records.
 */
export async function scoreLinks(db: Handle, truthFile: string): Promise<LinkScores> {
  const rows: unknown = parse(readFileSync(truthFile), { columns: true })
  const truth = z.array(truthRow).safeParse(rows)
  if (!truth.success) {
    throw new BadInput('The truth file lacks the columns agency, source_key and person_id.', {
      where: { file: truthFile },
    })
  }
  const personOf = new Map(
    truth.data.map((row) => [`${row.agency}|${row.source_key}`, row.person_id]),
  )
  const links = (await currentLinks(db)).map((link) => ({
    found: link.personId,
    true:
      personOf.get(`${link.feed}|${link.personKey}`) ?? `unknown ${link.feed}|${link.personKey}`,
  }))
  const joined = pairs(links.map((link) => link.found))
  const same = pairs(links.map((link) => link.true))
  const both = pairs(links.map((link) => `${link.found}|${link.true}`))
  const precision = joined === 0 ? 1 : both / joined
  const recall = same === 0 ? 1 : both / same
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}

/** How many unordered pairs share a group. */
function pairs(groups: readonly string[]): number {
  const sizes = new Map<string, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  let count = 0
  for (const size of sizes.values()) count += (size * (size - 1)) / 2
  return count
}
