import type pg from 'pg'

/**
 * Removes links and pairs of records that no longer stand behind them: the source had them erased, or
 * retention did. The ledger of references stays: it holds nothing but numbers, and none is given
 * twice. Answers the rows removed, by table.
 */
export async function forgetErased(client: pg.ClientBase): Promise<Record<string, number>> {
  const isGone = (feed: string, key: string) =>
    `not exists (select from extract.record_version_v1 r
                 where r.kind = 'person' and r.feed = ${feed} and r.person_key = ${key})`
  const links = await client.query(
    `delete from match.link l where ${isGone('l.feed', 'l.person_key')}`,
  )
  const pairs = await client.query(
    `delete from match.possible_pair p
     where ${isGone('p.feed_a', 'p.key_a')} or ${isGone('p.feed_b', 'p.key_b')}`,
  )
  return { 'match.link': links.rowCount ?? 0, 'match.possible_pair': pairs.rowCount ?? 0 }
}
