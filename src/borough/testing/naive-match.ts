import { normaliseName } from '#kernel'
import type { Identity } from './identities.ts'

/** How well pairs of records were found: over unordered pairs. */
export interface PairScores {
  truePairs: number
  foundPairs: number
  precision: number
  recall: number
}

/**
 * What a matcher finds that joins two records with the same NHS number, or with the same first
 * forename, surname and birth date. Capitals, accents, hyphens and middle names do not trouble it,
 * and birth dates that stand for nothing count as none: no straw man.
 *
 * @param personOf the true person of a record, by agency and key
 */
export function scoreNaiveMatch(
  identities: readonly Identity[],
  personOf: (identity: Identity) => string,
): PairScores {
  const buckets = new Map<string, number[]>()
  identities.forEach((identity, at) => {
    for (const key of keysOf(identity)) {
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [at])
      else bucket.push(at)
    }
  })
  const people = identities.map(personOf)
  const found = new Set<number>()
  let right = 0
  for (const bucket of buckets.values()) {
    for (const [index, one] of bucket.entries()) {
      for (const other of bucket.slice(index + 1)) {
        const pair = one * identities.length + other
        if (found.has(pair)) continue
        found.add(pair)
        if (people[one] === people[other]) right++
      }
    }
  }
  const truePairs = pairsWithin(people)
  return {
    truePairs,
    foundPairs: found.size,
    precision: found.size === 0 ? 1 : right / found.size,
    recall: truePairs === 0 ? 1 : right / truePairs,
  }
}

function keysOf({ nhsNumber, given, family, bornOn }: Identity): string[] {
  const keys = nhsNumber === '' ? [] : [`nhs ${nhsNumber}`]
  const first = normaliseName(given).split(' ')[0] ?? ''
  const last = normaliseName(family).replace(/ /g, '')
  if (first !== '' && last !== '' && bornOn !== '' && bornOn !== '1900-01-01') {
    keys.push(`name ${first}|${last}|${bornOn}`)
  }
  return keys
}

function pairsWithin(people: readonly string[]): number {
  const sizes = new Map<string, number>()
  for (const person of people) sizes.set(person, (sizes.get(person) ?? 0) + 1)
  let pairs = 0
  for (const size of sizes.values()) pairs += (size * (size - 1)) / 2
  return pairs
}
