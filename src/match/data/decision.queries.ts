import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import { matchId } from '../rules/match-row.ts'

/** Two records by their ids in the matching. */
export type IdPair = [string, string]

/** What people have decided, as the linkage engine takes it. */
export interface DecisionsInForce {
  readonly same: IdPair[]
  readonly notSame: IdPair[]
}

interface PairRow {
  answer: 'same' | 'not-same'
  feed_a: string
  key_a: string
  feed_b: string
  key_b: string
}

/**
 * What people have decided and not undone: it outranks every weight. A run lays it over the matching;
 * a decision about a record that no source sends any more waits until it comes back.
 */
export async function decisionsInForce(db: Handle): Promise<DecisionsInForce> {
  const { rows } = await sql<PairRow>`
    select answer, feed_a, key_a, feed_b, key_b from match.decided_pair_v1
    order by feed_a, key_a, feed_b, key_b, decision_id`.execute(db)
  const pairs = (answer: PairRow['answer']) =>
    rows
      .filter((row) => row.answer === answer)
      .map((row): IdPair => [matchId(row.feed_a, row.key_a), matchId(row.feed_b, row.key_b)])
  return { same: pairs('same'), notSame: pairs('not-same') }
}
