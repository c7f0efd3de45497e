import type pg from 'pg'

/**
 * Removes links, pairs, questions and decisions about records that no longer stand behind them: the
 * source had them erased, or retention did. The ledger of references stays: it holds nothing but
 * numbers, and none is given twice. Answers the rows removed, by table.
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
  await client.query(
    `delete from match.weak_link w
     where ${isGone('w.feed_a', 'w.key_a')} or ${isGone('w.feed_b', 'w.key_b')}`,
  )
  const decided = await client.query(
    `delete from match.decision_pair p
     where ${isGone('p.feed_a', 'p.key_a')} or ${isGone('p.feed_b', 'p.key_b')}`,
  )
  const reviews = await client.query(
    `delete from match.review p
     where ${isGone('p.feed_a', 'p.key_a')} or ${isGone('p.feed_b', 'p.key_b')}`,
  )
  await client.query(`delete from match.review_side s where ${isGone('s.feed', 's.person_key')}`)
  return {
    'match.link': links.rowCount ?? 0,
    'match.possible_pair': pairs.rowCount ?? 0,
    'match.decision_pair': decided.rowCount ?? 0,
    'match.review': reviews.rowCount ?? 0,
  }
}
