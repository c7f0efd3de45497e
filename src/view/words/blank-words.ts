import type { Blank, BlankReason } from '#store'
import { inWords } from './lists.ts'

/** Why a value or a list of the index is empty, in one sentence. */
export function blankOf({ blank, sources }: Blank): string {
  return blankWords(blank, sources)
}

/**
 * Why a value is empty, in one sentence (design, rule 2: no bare blank). `sources` are the sources
 * that were looked in, or that are late. What is not known is never put as "none".
 */
export function blankWords(reason: BlankReason, sources: readonly string[]): string {
  const or = inWords(sources, 'or')
  const and = inWords(sources, 'and')
  switch (reason) {
    case 'none-recorded':
      return or === '' ? 'None recorded' : `None recorded by ${or}`
    case 'not-matched':
      return or === ''
        ? 'Not matched: no source that could hold this is joined to this record'
        : `Not matched: no record from ${or} is joined to this one`
    case 'feed-late':
      if (and === '') return 'Not known: an extract is late'
      return sources.length === 1
        ? `Not known: the extract from ${and} is late`
        : `Not known: the extracts from ${and} are late`
    case 'not-shared':
      return 'Not shared with you'
    case 'whereabouts-masked':
      if (and === '') return 'Hidden: whereabouts are shielded'
      return `Hidden: ${and} no longer ${sources.length === 1 ? 'has' : 'have'} this person and ${sources.length === 1 ? 'has' : 'have'} not said why`
    case 'not-asked':
      return and === '' ? 'Not asked' : `Not asked by ${or}`
  }
}
