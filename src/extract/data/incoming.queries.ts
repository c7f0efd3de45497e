import { copyEscaped, copyText } from '#platform/db'
import type { IncomingRecord } from '../mapping/compile-record.ts'
import type { Connection, LoadCounts } from './load.queries.ts'

/**
 * Copies batches of records into a table of this transaction's own, which a former file of the
 * same transaction may have left.
 */
export async function copyIncoming(
  client: Connection,
  batches: AsyncIterable<readonly IncomingRecord[]>,
): Promise<void> {
  await client.query(`
    drop table if exists pg_temp.incoming;
    create temporary table incoming (
      kind text not null, record_key text not null, person_key text not null,
      content jsonb, content_digest bytea not null, line integer not null, erases text
    ) on commit drop`)
  await copyText(
    client,
    'pg_temp.incoming',
    ['kind', 'record_key', 'person_key', 'content', 'content_digest', 'line', 'erases'],
    lines(batches, (record) => `${ownValues(record)}\t${record.erases ?? '\\N'}\n`),
  )
  await client.query('analyze pg_temp.incoming (kind, record_key, person_key)')
}

/** Kind, record key, person key, content, digest and line, in COPY's text form. */
function ownValues({ kind, recordKey, personKey, content, digest, line }: IncomingRecord): string {
  const own = copyEscaped(recordKey)
  const person = personKey === recordKey ? own : copyEscaped(personKey)
  const json = content === undefined ? '\\N' : copyEscaped(content)
  return `${kind}\t${own}\t${person}\t${json}\t\\\\x${digest}\t${line}`
}

async function* lines(
  batches: AsyncIterable<readonly IncomingRecord[]>,
  lineOf: (record: IncomingRecord) => string,
): AsyncGenerator<string> {
  for await (const batch of batches) {
    let text = ''
    for (const record of batch) text += lineOf(record)
    yield text
  }
}

/** Whether anything was ever kept of a feed: then its records must be merged, not just copied. */
export async function isNewFeed(client: Connection, feed: string): Promise<boolean> {
  const { rows } = await client.query<{ is_new: boolean }>(
    `select not exists (select from extract.source_record where feed = $1)
        and not exists (select from extract.erased_content where feed = $1) as is_new`,
    [feed],
  )
  return rows[0]?.is_new ?? false
}

/**
 * Copies the first records of a feed straight to where they stay, and answers how many. Fails with
 * PostgreSQL's unique violation where two have one key.
 */
export async function copyFirst(
  client: Connection,
  { feed, loadId }: { feed: string; loadId: number },
  batches: AsyncIterable<readonly IncomingRecord[]>,
): Promise<number> {
  let count = 0
  await copyText(
    client,
    'extract.source_record',
    ['feed', 'kind', 'record_key', 'person_key', 'content', 'content_digest', 'line', 'load_from'],
    lines(batches, (record) => {
      if (record.content === undefined) return ''
      count += 1
      return `${feed}\t${ownValues(record)}\t${loadId}\n`
    }),
  )
  return count
}

/** A key that the file gives more than once. */
export interface DuplicateKey {
  readonly kind: string
  readonly line: number
  readonly firstLine: number
  readonly isSame: boolean
}

/** The keys that came twice, in the order of their lines, at most `limit` and one for each line. */
export async function duplicateKeys(
  client: Connection,
  limit: number,
): Promise<{ hasAny: boolean; keys: DuplicateKey[] }> {
  await client.query(
    `drop table if exists pg_temp.twice;
     create temp table twice on commit drop as
     select kind, record_key from pg_temp.incoming where content is not null
     group by kind, record_key having count(*) > 1;
     analyze pg_temp.twice`,
  )
  const { rows } = await client.query<{
    kind: string
    line: number
    first_line: number
    is_same: boolean
  }>(
    `with numbered as (
       select i.kind, i.line, i.content_digest,
              first_value(i.line) over w as first_line,
              first_value(i.content_digest) over w as first_digest,
              row_number() over w as place
       from pg_temp.incoming i join pg_temp.twice t using (kind, record_key)
       where i.content is not null
       window w as (partition by i.kind, i.record_key order by i.line, i.ctid)
     ), told as (
       select distinct on (line) kind, line, first_line, content_digest = first_digest as is_same
       from numbered where place > 1
       order by line, content_digest = first_digest, kind <> 'person', kind
     )
     select * from told order by is_same, line limit $1`,
    [limit],
  )
  const keys = rows.map((row) => ({
    kind: row.kind,
    line: row.line,
    firstLine: row.first_line,
    isSame: row.is_same,
  }))
  return { hasAny: rows.length > 0, keys }
}

/** Keeps the first record of each key that {@link duplicateKeys} found, and drops the others. */
export async function dropDuplicates(client: Connection): Promise<void> {
  await client.query(
    `delete from pg_temp.incoming i using (
       select incoming.ctid as place,
              row_number() over (partition by kind, record_key order by line, incoming.ctid) as n
       from pg_temp.incoming join pg_temp.twice using (kind, record_key) where content is not null
     ) d where i.ctid = d.place and d.n > 1`,
  )
}

/**
 * Makes the incoming records the ones in force: a changed one gets a new version, one that a full
 * extract no longer holds has ended, and so has one that a row of a delta says is no more. What is
 * the same is not touched. Answers the keys of the persons whose record has ended, too.
 *
 * @param heldKeys persons of rows set aside: what is known of them stays in force
 */
export async function mergeIncoming(
  client: Connection,
  load: { loadId: number; feed: string; isFull: boolean; heldKeys: readonly string[] },
): Promise<Omit<LoadCounts, 'rowsRead' | 'erased'> & { endedKeys: string[] }> {
  const { loadId, feed } = load
  const count = async (text: string) => (await client.query(text, [loadId, feed])).rowCount ?? 0
  const { rows } = await client.query<{ ended: number; keys: string[] | null }>(
    `with ended as (
       update extract.source_record r set load_to = $1
       where r.feed = $2 and r.load_to is null and r.person_key <> all ($3) and ${
         load.isFull
           ? 'not exists (select from pg_temp.incoming i where i.kind = r.kind and i.record_key = r.record_key)'
           : `exists (select from pg_temp.incoming i where i.kind = r.kind and i.record_key = r.record_key and i.content is null)
         and not exists (select from pg_temp.incoming i where i.kind = r.kind and i.record_key = r.record_key and i.content is not null)`
       }
       returning kind, person_key
     )
     select count(*) as ended, array_agg(distinct person_key) filter (where kind = 'person') as keys
     from ended`,
    [loadId, feed, load.heldKeys],
  )
  const ended = rows[0]?.ended ?? 0
  const endedKeys = rows[0]?.keys ?? []
  const changed = await count(
    `update extract.source_record r set load_to = $1 from pg_temp.incoming i
     where r.feed = $2 and r.load_to is null and i.kind = r.kind and i.record_key = r.record_key
       and i.content is not null and i.content_digest <> r.content_digest`,
  )
  const written = await count(
    `insert into extract.source_record
       (feed, kind, record_key, person_key, content, content_digest, line, load_from)
     select $2, i.kind, i.record_key, i.person_key, i.content, i.content_digest, i.line, $1
     from pg_temp.incoming i
     where i.content is not null
       and not exists (select from extract.source_record r
                       where r.feed = $2 and r.kind = i.kind and r.record_key = i.record_key
                         and r.load_to is null)`,
  )
  return { added: written - changed, changed, ended, endedKeys }
}
