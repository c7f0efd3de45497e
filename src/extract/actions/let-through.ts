import { BadInput } from '#kernel'
import { type Database, onOneConnection } from '#platform/db'

/** A file that a check stopped, and a person's word that it is right. */
export interface LetThrough {
  readonly feed: string
  readonly fileName: string
  /** Why it is right, for those who ask later; no name, no value. */
  readonly reason: string
  /** The account, or the user of the command line. */
  readonly by: string
}

/**
 * Lets a file through that a check has stopped: the next run takes it, with these bytes and no
 * others. The checks that it failed stay on record as let through.
 *
 * @throws BadInput where no check stopped such a file, or no reason is given
 */
export async function letThrough(
  database: Database,
  { feed, fileName, reason, by }: LetThrough,
): Promise<{ checks: string[] }> {
  if (reason.trim() === '')
    throw new BadInput('Say why the file is right.', { fix: '--because "…"' })
  return onOneConnection(database, async (client) => {
    const { rows } = await client.query<{ checksum: string; messages: string[] }>(
      `select l.checksum, array_agg(c.message order by c.place) as messages
       from extract.load l join extract.check_result c using (load_id)
       where l.feed = $1 and l.file_name = $2 and l.state = 'refused' and c.level = 'stop'
       group by l.load_id order by l.load_id desc limit 1`,
      [feed, fileName],
    )
    const [stopped] = rows
    if (stopped === undefined) {
      throw new BadInput(`No check has stopped a file ${fileName} of the feed ${feed}.`, {
        fix: 'Only what a check stops can be let through; a bad file must be mended by its sender.',
      })
    }
    await client.query(
      `insert into extract.let_through (feed, checksum, reason, let_by) values ($1, $2, $3, $4)
       on conflict (feed, checksum) do update
         set reason = excluded.reason, let_by = excluded.let_by, let_at = clock_timestamp()`,
      [feed, stopped.checksum, reason.trim(), by],
    )
    return { checks: stopped.messages }
  })
}
