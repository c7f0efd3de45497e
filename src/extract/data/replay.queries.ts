import { BadInput } from '#kernel'
import type { Connection } from './load.queries.ts'

/** A good load of the past, as far as it is needed to take it again. */
export interface PastLoad {
  readonly loadId: number
  readonly feed: string
  readonly fileName: string
  readonly checksum: string
  readonly bytes: number
  readonly extractOn: string
  readonly extract: 'full' | 'delta'
}

/**
 * The loads that together give what was in force after one: itself, and for a delta the last full
 * extract before it with every delta since, oldest first. Nothing where there is no such load.
 *
 * @throws BadInput for a delta before which there was no full extract
 */
export async function pastLoads(client: Connection, loadId: number): Promise<PastLoad[]> {
  const { rows } = await client.query<PastLoad>(
    `with one as (select feed, extract from extract.load where load_id = $1 and state = 'loaded'),
     base as (
       select max(l.load_id) as load_id from extract.load l join one using (feed)
       where l.load_id <= $1 and l.state = 'loaded' and l.extract = 'full')
     select l.load_id as "loadId", l.feed, l.file_name as "fileName", l.checksum, l.bytes, l.extract,
            ((l.extract_at at time zone 'Europe/London')::date)::text as "extractOn"
     from extract.load l join one using (feed)
     where l.state = 'loaded' and l.load_id <= $1
       and l.load_id >= coalesce((select load_id from base), $1)
     order by l.load_id`,
    [loadId],
  )
  if (rows.length > 0 && rows[0]?.extract === 'delta') {
    throw new BadInput('Before this delta there was no full extract to begin with.', {
      fix: 'Ask the sender for a full extract.',
    })
  }
  return rows
}
