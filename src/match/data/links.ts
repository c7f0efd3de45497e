import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { formatReference } from '#kernel'
import { copyRows, type Database, onOneConnection, type Run } from '#platform/db'
import { assignReferences } from '../rules/assign-references.ts'
import { changedClusters, type LastLink } from '../rules/changed-clusters.ts'
import { matchId, splitMatchId } from '../rules/match-row.ts'
import type { WeakLink } from '../rules/weak-links.ts'
import { writeTrail } from './trail.ts'

/** Two records that may be of one person; `left` is the smaller key. */
export interface ReviewPair {
  readonly left: string
  readonly right: string
  readonly weight: number
  readonly probability: number
}

/** The outcome of a matching, before references are laid over it. */
export interface Matched {
  readonly clusters: readonly (readonly string[])[]
  readonly pairs: readonly ReviewPair[]
  /** Pairs that alone hold two parts of a person together, and are weak. */
  readonly weakLinks: readonly WeakLink[]
  readonly modelName: string
  readonly parameters: object
}

/** What writing the links changed. */
export interface LinkChanges {
  readonly people: number
  readonly newPeople: number
  readonly merged: number
  readonly toReview: number
}

/** Lays a run's clusters over the ledger of references and writes links, merges and pairs to review, in one transaction. */
export async function writeLinks(
  database: Database,
  run: Run,
  prefix: string,
  matched: Matched,
): Promise<LinkChanges> {
  return onOneConnection(database, async (client) => {
    const last = await lastLinks(client)
    const changed = changedClusters(matched.clusters, last)
    const { personOf, merged, back } = assignReferences(
      changed,
      new Map(Array.from(last, ([record, { person }]) => [record, person])),
      await formerLinks(client),
    )
    const unknown = personOf.filter((person) => person === undefined).length
    const fresh = await newPeople(client, prefix, run.runId, unknown)
    const unused = fresh.values()
    const people = personOf.map((known) => known ?? String(unused.next().value))
    await bringBack(client, back)
    const ended = endedRecords(matched.clusters, last)
    await replaceLinks(client, run.runId, { clusters: changed, people, ended })
    await retireMerged(client, run.runId, merged, people)
    await writeTrail(client, run.runId, back)
    await replacePairs(client, run.runId, matched.pairs)
    await replaceWeakLinks(client, matched.weakLinks)
    await client.query('insert into match.model (run_id, name, parameters) values ($1, $2, $3)', [
      run.runId,
      matched.modelName,
      JSON.stringify(matched.parameters),
    ])
    return {
      people: matched.clusters.length,
      newPeople: fresh.length,
      merged: merged.size,
      toReview: matched.pairs.length,
    }
  })
}

/** The person that each record was last linked to, also where the link has ended since. */
async function lastLinks(client: pg.ClientBase): Promise<Map<string, LastLink>> {
  const { rows } = await client.query<{
    feed: string
    person_key: string
    person_id: string
    is_current: boolean
  }>(`
    select distinct on (l.feed, l.person_key) l.feed, l.person_key, l.person_id,
           l.run_to is null as is_current
    from match.link l join match.person p using (person_id)
    where p.merged_into is null
    order by l.feed, l.person_key, l.run_from desc, l.run_to desc nulls first`)
  return new Map(
    rows.map((row) => [
      matchId(row.feed, row.person_key),
      { person: row.person_id, isCurrent: row.is_current },
    ]),
  )
}

/** Records that are linked and of which there is no record any more. */
function endedRecords(
  clusters: Matched['clusters'],
  last: ReadonlyMap<string, LastLink>,
): string[] {
  const here = new Set(clusters.flat())
  return [...last].flatMap(([record, { isCurrent }]) =>
    isCurrent && !here.has(record) ? [record] : [],
  )
}

/** The persons, now joined to another, that each record was ever linked to. */
async function formerLinks(client: pg.ClientBase): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ feed: string; person_key: string; persons: string[] }>(`
    select l.feed, l.person_key, array_agg(distinct l.person_id::text) as persons
    from match.link l join match.person p using (person_id)
    where p.merged_into is not null group by l.feed, l.person_key`)
  return new Map(rows.map((row) => [matchId(row.feed, row.person_key), row.persons]))
}

/** Takes persons out of retirement: the joins that had ended them have been undone. */
async function bringBack(client: pg.ClientBase, back: ReadonlySet<string>): Promise<void> {
  await client.query(
    'update match.person set run_to = null, merged_into = null where person_id = any ($1::uuid[])',
    [[...back]],
  )
}

/** Draws references that were never given before. Random, so that one says nothing of the next. */
async function newPeople(
  client: pg.ClientBase,
  prefix: string,
  runId: number,
  count: number,
): Promise<string[]> {
  const made: string[] = []
  while (made.length < count) {
    const drawn = Array.from({ length: count - made.length }, () =>
      formatReference(prefix, String(randomInt(1_000_000_000)).padStart(9, '0')),
    )
    const { rows } = await client.query<{ person_id: string }>(
      `insert into match.person (reference, run_from)
       select distinct reference, $2::bigint from unnest($1::text[]) reference
       on conflict (reference) do nothing returning person_id`,
      [drawn, runId],
    )
    // One at a time: so many arguments at once are more than a call takes.
    for (const row of rows) made.push(row.person_id)
  }
  return made
}

/** Links the records of clusters that have changed; no record of an other is touched. */
async function replaceLinks(
  client: pg.ClientBase,
  runId: number,
  changes: {
    readonly clusters: Matched['clusters']
    readonly people: readonly string[]
    readonly ended: readonly string[]
  },
) {
  await client.query(
    'create temp table fresh_link (feed text, person_key text, person_id uuid) on commit drop',
  )
  const row = (record: string, person: string | undefined) => {
    const { feed, personKey } = splitMatchId(record)
    return [feed, personKey, person]
  }
  const rows = changes.clusters.flatMap((records, cluster) =>
    records.map((record) => row(record, changes.people[cluster])),
  )
  for (const record of changes.ended) rows.push(row(record, undefined))
  await copyRows(client, 'fresh_link', ['feed', 'person_key', 'person_id'], rows)
  await client.query('analyze fresh_link')
  await client.query(
    `update match.link l set run_to = $1 from fresh_link f
     where l.run_to is null and f.feed = l.feed and f.person_key = l.person_key
       and f.person_id is distinct from l.person_id`,
    [runId],
  )
  await client.query(
    `insert into match.link (feed, person_key, person_id, run_from)
     select f.feed, f.person_key, f.person_id, $1::bigint from fresh_link f
     where f.person_id is not null and not exists (
       select from match.link l
       where l.run_to is null and l.feed = f.feed and l.person_key = f.person_key)`,
    [runId],
  )
}

/** A person whose records went to others keeps its reference, which from now on leads to them. */
async function retireMerged(
  client: pg.ClientBase,
  runId: number,
  merged: ReadonlyMap<string, number>,
  people: readonly string[],
) {
  await client.query(
    `update match.person p set run_to = $1, merged_into = m.into_person
     from unnest($2::uuid[], $3::uuid[]) m (person, into_person)
     where p.person_id = m.person`,
    [runId, [...merged.keys()], [...merged.values()].map((cluster) => people[cluster])],
  )
}

async function replacePairs(client: pg.ClientBase, runId: number, pairs: readonly ReviewPair[]) {
  await client.query(`
    create temp table fresh_pair (feed_a text, key_a text, feed_b text, key_b text,
      weight double precision, probability double precision) on commit drop`)
  const rows = pairs.map(({ left, right, weight, probability }) => {
    const [a, b] = [splitMatchId(left), splitMatchId(right)]
    return [a.feed, a.personKey, b.feed, b.personKey, weight, probability]
  })
  const columns = ['feed_a', 'key_a', 'feed_b', 'key_b', 'weight', 'probability']
  await copyRows(client, 'fresh_pair', columns, rows)
  await client.query(
    `update match.possible_pair p set run_to = $1
     where run_to is null and not exists (select from fresh_pair f where
       (f.feed_a, f.key_a, f.feed_b, f.key_b, f.weight) = (p.feed_a, p.key_a, p.feed_b, p.key_b, p.weight))`,
    [runId],
  )
  await client.query(
    `insert into match.possible_pair (${columns.join(', ')}, run_from)
     select ${columns.map((c) => `f.${c}`).join(', ')}, $1::bigint from fresh_pair f
     where not exists (select from match.possible_pair p where p.run_to is null and
       (f.feed_a, f.key_a, f.feed_b, f.key_b) = (p.feed_a, p.key_a, p.feed_b, p.key_b))`,
    [runId],
  )
}

async function replaceWeakLinks(client: pg.ClientBase, links: readonly WeakLink[]) {
  await client.query('delete from match.weak_link')
  const rows = links.map(({ left, right, weight }) => {
    const [a, b] = [splitMatchId(left), splitMatchId(right)]
    return [a.feed, a.personKey, b.feed, b.personKey, weight]
  })
  await copyRows(client, 'match.weak_link', ['feed_a', 'key_a', 'feed_b', 'key_b', 'weight'], rows)
}
