import type pg from 'pg'
import type { Explanation } from '#linkage'
import { type Database, onOneConnection, type Run } from '#platform/db'
import { matchId } from '../rules/match-row.ts'
import { riskKinds } from '../rules/risk-facts.ts'

/** Says why records, two by two, by their ids in the matching, weigh what they do; in their order. */
export type Explain = (pairs: readonly (readonly [string, string])[]) => Promise<Explanation[]>

/**
 * Brings the reviewers' queue up to date after a matching, in one transaction: a question for every
 * two people between whom the run was not sure, led by their strongest pair; questions that no longer
 * arise are closed. What people have decided is not asked again; what they could not tell is asked
 * again when the evidence has changed.
 *
 * @param explain explains the pairs that are new or have changed
 */
export async function openReviews(database: Database, run: Run, explain: Explain): Promise<void> {
  await onOneConnection(database, async (client) => {
    await stageQuestions(client)
    await closeSettled(client)
    await openNew(client, run.runId)
    await openWeakLinks(client, run.runId)
    await refreshFacts(client)
    await explainNew(client, explain)
  })
}

/** `question`: the strongest pair between every two people, but where people have decided it. */
async function stageQuestions(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table question on commit drop as
    select distinct on (least(a.person_id, b.person_id), greatest(a.person_id, b.person_id))
           p.feed_a, p.key_a, p.feed_b, p.key_b, p.weight, p.probability,
           least(a.person_id, b.person_id) as one, greatest(a.person_id, b.person_id) as other
    from match.possible_pair_v1 p
    join match.current_link_v1 a on a.feed = p.feed_a and a.person_key = p.key_a
    join match.current_link_v1 b on b.feed = p.feed_b and b.person_key = p.key_b
    where a.person_id <> b.person_id and not exists (
      select from match.decided_pair_v1 d where d.answer = 'not-same'
        and ((d.feed_a, d.key_a, d.feed_b, d.key_b) = (p.feed_a, p.key_a, p.feed_b, p.key_b)
          or (d.feed_b, d.key_b, d.feed_a, d.key_a) = (p.feed_a, p.key_a, p.feed_b, p.key_b)))
    order by least(a.person_id, b.person_id), greatest(a.person_id, b.person_id),
             p.weight desc, p.feed_a, p.key_a, p.feed_b, p.key_b`)
  await client.query('analyze question')
}

/** Questions between people who are one by now, or whom nothing joins any more. */
async function closeSettled(client: pg.ClientBase): Promise<void> {
  await client.query(`
    update match.review r set closed_at = now(), outcome = 'gone', claimed_by = null, claimed_at = null
    where r.kind = 'pair' and r.closed_at is null and not exists (
      select from match.current_link_v1 a
      join match.current_link_v1 b on b.feed = r.feed_b and b.person_key = r.key_b
      join question q on q.one = least(a.person_id, b.person_id)
        and q.other = greatest(a.person_id, b.person_id)
      where a.feed = r.feed_a and a.person_key = r.key_a)`)
}

async function openNew(client: pg.ClientBase, runId: number): Promise<void> {
  await client.query(
    `insert into match.review (kind, feed_a, key_a, feed_b, key_b, weight, probability, opened_run)
     select 'pair', q.feed_a, q.key_a, q.feed_b, q.key_b, q.weight, q.probability, $1::bigint
     from question q
     where not exists (
       select from match.review r
       join match.current_link_v1 a on a.feed = r.feed_a and a.person_key = r.key_a
       join match.current_link_v1 b on b.feed = r.feed_b and b.person_key = r.key_b
       where r.closed_at is null
         and least(a.person_id, b.person_id) = q.one and greatest(a.person_id, b.person_id) = q.other)
     and not exists (
       select from match.review r where r.outcome = 'cannot-tell'
         and (r.feed_a, r.key_a, r.feed_b, r.key_b) = (q.feed_a, q.key_a, q.feed_b, q.key_b)
         and abs(r.weight - q.weight) < 0.01)
     on conflict do nothing`,
    [runId],
  )
}

/** Persons whom one weak link holds together, but where somebody has looked at it already. */
async function openWeakLinks(client: pg.ClientBase, runId: number): Promise<void> {
  const isSame = `(r.feed_a, r.key_a, r.feed_b, r.key_b) = (w.feed_a, w.key_a, w.feed_b, w.key_b)`
  await client.query(`
    update match.review r set closed_at = now(), outcome = 'gone', claimed_by = null, claimed_at = null
    where r.kind = 'weak-link' and r.closed_at is null
      and not exists (select from match.weak_link_v1 w where ${isSame})`)
  await client.query(
    `insert into match.review (kind, feed_a, key_a, feed_b, key_b, weight, opened_run, records)
     select 'weak-link', w.feed_a, w.key_a, w.feed_b, w.key_b, w.weight, $1::bigint,
            (select count(*) from match.current_link_v1 l where l.person_id = w.person_id)
     from match.weak_link_v1 w
     where not exists (select from match.review r where ${isSame}
       and (r.closed_at is null or r.outcome in ('same', 'cannot-tell')))
     on conflict do nothing`,
    [runId],
  )
}

/** What each open question is about: how many records, and which facts of risk only one side has. */
async function refreshFacts(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table asked_about on commit drop as
    select distinct l.feed, l.person_key, l.person_id
    from (select feed_a as feed, key_a as person_key from match.review where closed_at is null
          union select feed_b, key_b from match.review where closed_at is null) o
    join match.current_link_v1 x using (feed, person_key)
    join match.current_link_v1 l on l.person_id = x.person_id;
    analyze asked_about`)
  await client.query(
    `create temp table risk_fact on commit drop as
     select distinct l.person_id, lower(regexp_replace(trim(r.content ->> 'kind'), '[\\s_-]+', '-', 'g')) as kind
     from asked_about l join extract.current_record_v1 r using (feed, person_key)
     where r.kind = 'indicator'
       and lower(regexp_replace(trim(r.content ->> 'kind'), '[\\s_-]+', '-', 'g')) = any ($1)
       and r.content ->> 'endOn' is null
     union
     select distinct l.person_id, 'sensitive-event'
     from asked_about l join extract.current_record_v1 r using (feed, person_key)
     where r.kind = 'event' and r.content ->> 'sensitivity' = 'sensitive'`,
    [riskKinds],
  )
  await client.query('create index on risk_fact (person_id); analyze risk_fact')
  await client.query(`
    update match.review r set records = f.records, risk_kinds = f.kinds
    from (
      select o.review_id,
             (select count(*) from match.current_link_v1 l where l.person_id in (a.person_id, b.person_id)) as records,
             coalesce((select array_agg(kind order by kind) from (
               select kind from risk_fact where person_id in (a.person_id, b.person_id)
               group by kind having count(*) = 1) one), '{}') as kinds
      from match.review o
      join match.current_link_v1 a on a.feed = o.feed_a and a.person_key = o.key_a
      join match.current_link_v1 b on b.feed = o.feed_b and b.person_key = o.key_b
      where o.closed_at is null and a.person_id <> b.person_id) f
    where f.review_id = r.review_id and (r.records, r.risk_kinds) is distinct from (f.records, f.kinds)`)
}

async function explainNew(client: pg.ClientBase, explain: Explain): Promise<void> {
  await client.query(`
    update match.review r set weight = p.weight, probability = p.probability, explanation = null
    from match.possible_pair_v1 p
    where r.closed_at is null and r.kind = 'pair' and r.weight is distinct from p.weight
      and (r.feed_a, r.key_a, r.feed_b, r.key_b) = (p.feed_a, p.key_a, p.feed_b, p.key_b)`)
  const { rows } = await client.query<{
    review_id: string
    feed_a: string
    key_a: string
    feed_b: string
    key_b: string
  }>(`
    select r.review_id, r.feed_a, r.key_a, r.feed_b, r.key_b from match.review r
    join match.current_link_v1 a on a.feed = r.feed_a and a.person_key = r.key_a
    join match.current_link_v1 b on b.feed = r.feed_b and b.person_key = r.key_b
    where r.closed_at is null and r.explanation is null`)
  if (rows.length === 0) return
  const explanations = await explain(
    rows.map((row) => [matchId(row.feed_a, row.key_a), matchId(row.feed_b, row.key_b)] as const),
  )
  await client.query(
    `update match.review r set explanation = e.explanation,
       weight = (e.explanation ->> 'weight')::double precision,
       probability = (e.explanation ->> 'probability')::double precision
     from unnest($1::uuid[], $2::jsonb[]) e (review_id, explanation) where e.review_id = r.review_id`,
    [rows.map((row) => row.review_id), explanations.map((one) => JSON.stringify(one))],
  )
}
