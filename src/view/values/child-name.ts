import type { ChildRecord, SearchResult } from '#store'

/** `Amina Hartwell`; where neither name is held, words that say so. */
export function nameWords(given: string | undefined, family: string | undefined): string {
  const name = [given, family].filter((part) => part !== undefined && part !== '').join(' ')
  return name === '' ? 'Name not recorded' : name
}

/** The name in a page's header. */
export function childName(record: Pick<ChildRecord, 'family' | 'given'>): string {
  return nameWords(
    'blank' in record.given ? undefined : record.given.value,
    'blank' in record.family ? undefined : record.family.value,
  )
}

/** The name in a list of results: family name first, as registers are read. */
export function listName(result: Pick<SearchResult, 'family' | 'given'>): string {
  const { family, given } = result
  return family !== undefined && given !== undefined
    ? `${family}, ${given}`
    : nameWords(given, family)
}
