import type pg from 'pg'
import type { IsoDate } from '#kernel'
import type { ExceptionChanges } from './raise-exceptions.ts'
import type { Scope } from './stage-looked-at.ts'

const kept = 'rule, feed, record_kind, record_key, person_key, aspect, cause, detail, is_sealed'

/** What is compared: the run, and which rules looked at changed records only. */
export interface Replacing {
  readonly runId: number
  readonly today: IsoDate
  readonly scope: Scope
  readonly perRecord: readonly string[]
}

/** Lays what was found over what is open: closes, keeps and opens. */
export async function replaceOpen(
  client: pg.ClientBase,
  { runId, today, scope, perRecord }: Replacing,
): Promise<ExceptionChanges> {
  await stageFresh(client)
  const closed = await client.query(
    `update cleanse.exception e set run_to = $1, closed_on = $2
     where run_to is null
       and not exists (select from fresh f where f.exception_key = e.exception_key)
       and (not e.rule = any ($3) or $4 or exists (
              select from looked_at l
              where l.feed = e.feed and l.kind = e.record_kind and l.record_key = e.record_key)
            or exists (select from hidden_now h where h.feed = e.feed and h.person_key = e.person_key))`,
    [runId, today, perRecord, scope === 'all'],
  )
  await client.query(`
    update cleanse.exception e set cause = f.cause, detail = f.detail, rests_on = f.rests_on
    from fresh f
    where f.exception_key = e.exception_key and e.run_to is null
      and (e.cause, e.detail, e.rests_on) is distinct from (f.cause, f.detail, f.rests_on)`)
  const opened = await client.query(
    `insert into cleanse.exception (exception_key, rests_on, ${kept}, round, run_from, opened_on)
     select f.exception_key, f.rests_on, ${kept},
            1 + coalesce((select max(round) from cleanse.exception e where e.exception_key = f.exception_key), 0),
            $1::bigint, $2::date
     from fresh f
     where not exists (
       select from cleanse.exception e where e.run_to is null and e.exception_key = f.exception_key)`,
    [runId, today],
  )
  await client.query(`
    delete from cleanse.hidden_key;
    insert into cleanse.hidden_key select feed, person_key from hidden_now`)
  if ((opened.rowCount ?? 0) > 5000) await client.query('analyze cleanse.exception')
  const { rows } = await client.query<{ open: number }>(
    'select count(*) as open from cleanse.exception where run_to is null',
  )
  return { open: rows[0]?.open ?? 0, opened: opened.rowCount ?? 0, closed: closed.rowCount ?? 0 }
}

/** What was found of those who may be spoken of, one row for each key. */
async function stageFresh(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table fresh on commit drop as
    select distinct on (exception_key) k.exception_key,
           md5(k.exception_key::text || coalesce(f.rests, ''))::uuid as rests_on, f.*
    from found f
    cross join lateral (
      select cleanse.exception_key(f.rule, f.feed, f.record_kind, f.record_key, f.aspect) as exception_key) k
    where f.is_sealed or not exists (
      select from hidden_now h where h.feed = f.feed and h.person_key = f.person_key);
    create unique index on fresh (exception_key);
    analyze fresh`)
}
