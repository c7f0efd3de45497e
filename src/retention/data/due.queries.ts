import type pg from 'pg'

/** Persons of one source whose copies have been kept long enough. */
export interface DueKeys {
  readonly feed: string
  readonly personKeys: readonly string[]
}

/** Persons whom their source no longer had, by its extract, on a day or before, and has not had since. */
export async function personsGone(client: pg.ClientBase, goneBy: string): Promise<DueKeys[]> {
  const { rows } = await client.query<DueKeys>(
    `select feed, array_agg(person_key order by person_key) as "personKeys"
     from (
       select feed, person_key, max(load_to) as load_id
       from extract.record_version_v1 where kind = 'person'
       group by feed, person_key having bool_and(load_to is not null)
     ) gone
     join extract.load_v1 l using (load_id, feed)
     where (l.extract_at at time zone 'Europe/London')::date <= $1
     group by feed order by feed`,
    [goneBy],
  )
  return rows
}

/** Everybody of whom a source has ever sent a record. */
export async function personsOf(client: pg.ClientBase, feed: string): Promise<string[]> {
  const { rows } = await client.query<{ person_key: string }>(
    'select distinct person_key from extract.record_version_v1 where feed = $1 order by 1',
    [feed],
  )
  return rows.map((row) => row.person_key)
}

/** The last load that still held any of these persons' records; all loads where one is in force. */
export async function lastLoadWith(
  client: pg.ClientBase,
  { feed, personKeys }: DueKeys,
): Promise<number> {
  const { rows } = await client.query<{ last: number }>(
    `select coalesce(max(coalesce(load_to - 1, 9007199254740991)), 0) as last
     from extract.record_version_v1 where feed = $1 and person_key = any ($2)`,
    [feed, personKeys],
  )
  return rows[0]?.last ?? 0
}

/**
 * Notes the landed files of a source that held what was erased, or are older than is kept. One whose
 * bytes were loaded again later stays, since it is the later one's file too.
 */
export async function askForFiles(
  client: pg.ClientBase,
  order: { feed: string; upTo: number; reason: string },
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into retention.removed_file (feed, load_id, file_name, checksum, reason)
     select l.feed, l.load_id, l.file_name, l.checksum, $3 from extract.load_v1 l
     where l.feed = $1 and l.load_id <= $2 and l.checksum is not null and not exists (
       select from extract.load_v1 later
       where later.feed = l.feed and later.checksum = l.checksum and later.load_id > $2)
     on conflict (load_id) do nothing`,
    [order.feed, order.upTo, order.reason],
  )
  return rowCount ?? 0
}

/** The same for files that are older than is kept. The file in force stays, however old. */
export async function askForOldFiles(client: pg.ClientBase, before: string): Promise<number> {
  const { rowCount } = await client.query(
    `insert into retention.removed_file (feed, load_id, file_name, checksum, reason)
     select l.feed, l.load_id, l.file_name, l.checksum, 'kept long enough' from extract.load_v1 l
     where (l.extract_at at time zone 'Europe/London')::date < $1 and l.checksum is not null
       and not exists (
         select from extract.load_v1 later
         where later.feed = l.feed and later.checksum = l.checksum
           and (later.extract_at at time zone 'Europe/London')::date >= $1)
       and l.load_id <> (select max(load_id) from extract.load_v1 m
                         where m.feed = l.feed and m.state in ('loaded', 'unchanged'))
     on conflict (load_id) do nothing`,
    [before],
  )
  return rowCount ?? 0
}

/** A landed file that is to go. */
export interface AskedFile {
  readonly loadId: number
  readonly feed: string
  readonly fileName: string
  readonly checksum: string
}

/** The files that are to go and have not gone. */
export async function filesToRemove(client: pg.ClientBase): Promise<AskedFile[]> {
  const { rows } = await client.query<AskedFile>(
    `select load_id as "loadId", feed, file_name as "fileName", checksum
     from retention.removed_file where removed_at is null order by load_id`,
  )
  return rows
}
