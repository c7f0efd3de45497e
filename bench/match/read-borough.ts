import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type {
  AddressContent,
  EventContent,
  Feed,
  IndicatorContent,
  PersonContent,
  RelationshipContent,
} from '#extract'
import { readRecords } from '../../src/extract/load/read-records.ts'
import { newReading } from '../../src/extract/load/reading.ts'

/** What a feed holds of one person that the matching looks at. */
export interface SourcePerson {
  readonly feed: string
  readonly personKey: string
  person: PersonContent
  /** By record key, so that a night replaces what it sends again. */
  readonly addresses: Map<string, AddressContent>
  readonly relationships: Map<string, RelationshipContent>
  /** Kinds of facts that somebody who protects the child must not miss. */
  readonly risks: Set<string>
}

/** Every person of every feed, by `feed|key`. */
export type Holdings = Map<string, SourcePerson>

/** One file that an agency sent. */
export interface BoroughFile {
  readonly day: string
  readonly feed: string
  readonly path: string
}

/** The files of a borough in the order of their days. */
export function boroughFiles(folder: string): BoroughFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'truth')
    .flatMap(({ name }) =>
      readdirSync(join(folder, name)).map((file) => ({
        day: /(\d{8})\.\w+$/.exec(file)?.[1] ?? '',
        feed: name,
        path: join(folder, name, file),
      })),
    )
    .sort((a, b) => (a.day + a.feed < b.day + b.feed ? -1 : 1))
}

/**
 * Lays one file over what is held, as the loading would: a full extract replaces its feed, a delta what
 * it names. Answers the persons that are new, changed or gone, as `feed|key`.
 */
export async function layFile(
  holdings: Holdings,
  feeds: readonly Feed[],
  { feed: name, path }: BoroughFile,
): Promise<Set<string>> {
  const feed = feeds.find((one) => one.feed === name)
  if (feed === undefined) throw new Error(`No feed ${name}`)
  const fileName = path.slice(path.lastIndexOf('/') + 1)
  const isDelta = fileName.includes('-delta-')
  const reading = newReading(feed.checks.ages, '2026-12-31')
  const file = { feed, landed: { path, fileName }, feeds, onBytes: () => {} }
  const found: Holdings = new Map()
  const touched = new Set<string>()
  for await (const batch of readRecords(file, !isDelta, reading)) {
    for (const { kind, recordKey, personKey, content, erases } of batch) {
      const id = `${name}|${personKey}`
      touched.add(id)
      if (erases === 'person' || (content === undefined && kind === 'person')) {
        found.delete(id)
        continue
      }
      const one = found.get(id) ?? {
        feed: name,
        personKey,
        person: { names: [], isRestricted: false },
        addresses: new Map(),
        relationships: new Map(),
        risks: new Set(name === 'police' ? ['police marker'] : []),
      }
      found.set(id, one)
      if (content === undefined) continue
      if (kind === 'person') one.person = JSON.parse(content)
      if (kind === 'address') one.addresses.set(recordKey, JSON.parse(content))
      if (kind === 'relationship') one.relationships.set(recordKey, JSON.parse(content))
      if (kind === 'indicator' && isPlan(JSON.parse(content))) one.risks.add('plan')
      if (kind === 'indicator' && JSON.parse(content).kind === childProtection) {
        one.risks.add(childProtection)
      }
      if (kind === 'event' && isSensitive(JSON.parse(content))) one.risks.add('sensitive event')
    }
  }
  if (reading.faults.length > 0) throw new Error(`${fileName}: ${reading.faults[0]?.message}`)
  if (!isDelta) for (const id of holdings.keys()) if (id.startsWith(`${name}|`)) touched.add(id)
  const changed = new Set<string>()
  for (const id of touched) {
    const now = found.get(id)
    if (!isSame(holdings.get(id), now)) changed.add(id)
    if (now === undefined || now.person.names.length === 0) holdings.delete(id)
    else holdings.set(id, now)
  }
  return changed
}

/** The plan that no wrong child may be shown with. */
export const childProtection = 'Child protection plan'

const isPlan = ({ kind, endOn }: IndicatorContent) =>
  endOn === undefined && /plan|looked after/i.test(kind)
const isSensitive = ({ sensitivity }: EventContent) => sensitivity === 'sensitive'

function isSame(one: SourcePerson | undefined, other: SourcePerson | undefined): boolean {
  const text = (of: SourcePerson | undefined) =>
    of && JSON.stringify([of.person, [...of.addresses], [...of.relationships]])
  return text(one) === text(other)
}

/** Rows of one file of the truth. */
export function truthRows(folder: string, file: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, 'truth', file)), { columns: true })
}
