import type { FeedDefinition, FieldSource, NameSource } from '../feeds/feed-schema.ts'

/** What becomes of each column of a feed, in words: `person bornOn, a date`. Empty: it is not used. */
export function columnUses(feed: FeedDefinition): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, string[]>(Object.keys(feed.columns).map((name) => [name, []]))
  const add = (column: string, use: string) => {
    const known = uses.get(column) ?? []
    if (!known.includes(use)) known.push(use)
    uses.set(column, known)
  }
  add(feed.personKey, 'the key of the person')
  if (feed.deletion) {
    const { column, codes } = feed.deletion
    add(column, `asks for erasure where it is ${codes.join(' or ')}`)
  }
  for (const { kind, label, fields, key = [], when = [], personKey } of feed.records) {
    const record = label === undefined ? kind : `${kind} (${label})`
    if (personKey) add(personKey, `${record}: the key of its person`)
    for (const column of key) add(column, `${record}: tells it from others`)
    for (const column of when) add(column, `${record}: there only where this is filled`)
    for (const [field, given] of Object.entries(fields)) {
      for (const source of Array.isArray(given) ? given : [given]) {
        for (const { column, how } of columnsOf(source)) add(column, `${record} ${field}${how}`)
      }
    }
  }
  return uses
}

function columnsOf(source: FieldSource | NameSource): { column: string; how: string }[] {
  if (typeof source === 'string') return [{ column: source, how: '' }]
  if ('value' in source) return []
  if ('join' in source) {
    return source.join.map((column) => ({ column, how: ', joined with others' }))
  }
  if ('column' in source) {
    const { column, codes, split, part, json } = source
    const hows = [
      codes && `through the codes ${codes}`,
      split && `parted at "${split}"`,
      part && `its ${part} part`,
      json && `its ${json.join(' and ')}`,
    ].filter((how) => how !== undefined)
    return [{ column, how: hows.length > 0 ? `, ${hows.join(', ')}` : '' }]
  }
  return nameColumns(source)
}

function nameColumns({ type, family, given, full }: NameSource): { column: string; how: string }[] {
  const part = (from: FieldSource | undefined, word: string) =>
    from === undefined
      ? []
      : columnsOf(from).map(({ column, how }) => ({ column, how: `, ${type} ${word}${how}` }))
  return [...part(family, 'family name'), ...part(given, 'given name'), ...part(full, 'whole name')]
}
