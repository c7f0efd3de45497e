import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Records that a run has taken from one reference and given to another. */
export interface Parting {
  readonly runId: number
  readonly personId: string
  readonly reference: string
  readonly otherPerson: string
  readonly otherReference: string
  readonly because: 'matching' | 'decision' | 'undone'
  readonly records: number
  /** Since when the records had stood where they did not belong. */
  readonly wrongSince: Date
}

/** What runs have parted, and nobody has been told of yet. */
export async function partingsToFollow(db: Handle): Promise<Parting[]> {
  const { rows } = await sql<Parting>`
    select e.run_id as "runId", e.other_person as "personId", o.reference, e.person_id as "otherPerson",
           p.reference as "otherReference", e.because, e.records,
           (select min(r.started_at) from match.link t
            join match.link f using (feed, person_key)
            join platform.run r on r.run_id = f.run_from
            where t.person_id = e.person_id and t.run_from = e.run_id
              and f.person_id = e.other_person and f.run_to = e.run_id) as "wrongSince"
    from match.reference_event e
    join match.person p on p.person_id = e.person_id
    join match.person o on o.person_id = e.other_person
    where e.followed_at is null and e.kind in ('split-from', 'back', 'moved-from')
    order by e.event_id`.execute(db)
  return rows.filter(({ wrongSince }) => wrongSince !== null)
}

/** Runs with joins that nobody has been told of yet. */
export async function joinsToFollow(db: Handle): Promise<number[]> {
  const { rows } = await sql<{ runId: number }>`
    select distinct run_id as "runId" from match.reference_event
    where followed_at is null and kind = 'joined-to' order by 1`.execute(db)
  return rows.map(({ runId }) => runId)
}

/** Notes that everybody has been told of all that became of references so far. */
export async function markFollowed(db: Handle): Promise<void> {
  await sql`update match.reference_event set followed_at = now() where followed_at is null`.execute(
    db,
  )
}

/** Somebody who saw the wrong picture. */
export interface BreachReader {
  readonly account: string
  readonly organisation: string | null
  readonly events: readonly string[]
  readonly looks: number
  readonly firstAt: Date
  readonly lastAt: Date
  readonly isTold: boolean
}

export async function addBreach(
  db: Handle,
  parting: Parting,
  hours: number,
  readers: readonly BreachReader[],
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into match.breach (person_id, other_person, run_id, because, records, wrong_since, due_at)
    values (${parting.personId}, ${parting.otherPerson}, ${parting.runId}, ${parting.because},
            ${parting.records}, ${parting.wrongSince}, clock_timestamp() + make_interval(hours => ${hours}))
    returning breach_id as id`.execute(db)
  const id = rows[0]?.id ?? ''
  for (const reader of readers) {
    await sql`
      insert into match.breach_reader
        (breach_id, account, organisation, events, looks, first_at, last_at, told_at)
      values (${id}, ${reader.account}, ${reader.organisation}, ${[...reader.events]}::text[],
              ${reader.looks}, ${reader.firstAt}, ${reader.lastAt},
              case when ${reader.isTold}::boolean then clock_timestamp() end)`.execute(db)
  }
  return id
}

/** An assessment, open or decided. */
export interface Breach {
  readonly breachId: string
  readonly reference: string
  readonly otherReference: string
  readonly because: Parting['because']
  readonly records: number
  readonly wrongSince: Date
  readonly openedAt: Date
  readonly dueAt: Date
  readonly readers: number
  readonly risk: 'unlikely' | 'risk' | 'high' | null
  readonly decision: 'not-reported' | 'reported' | 'reported-and-told' | null
  readonly reasons: string | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

const breachColumns = sql`
  b.breach_id as "breachId", p.reference, o.reference as "otherReference", b.because, b.records,
  b.wrong_since as "wrongSince", b.opened_at as "openedAt", b.due_at as "dueAt",
  (select count(*)::integer from match.breach_reader r where r.breach_id = b.breach_id) as readers,
  b.risk, b.decision, b.reasons, b.decided_by as "decidedBy", b.decided_at as "decidedAt"`

const breachTables = sql`match.breach b
  join match.person p on p.person_id = b.person_id
  join match.person o on o.person_id = b.other_person`

/** All assessments: those that are open first, the most urgent first. */
export async function listBreaches(db: Handle, limit: number): Promise<Breach[]> {
  const { rows } = await sql<Breach>`
    select ${breachColumns} from ${breachTables}
    order by b.decided_at is not null, b.due_at limit ${limit}`.execute(db)
  return rows
}

export async function breachById(db: Handle, breachId: string): Promise<Breach | undefined> {
  const { rows } = await sql<Breach>`
    select ${breachColumns} from ${breachTables} where b.breach_id = ${breachId}`.execute(db)
  return rows[0]
}

/** Who saw it, those who looked most first. */
export async function breachReaders(
  db: Handle,
  breachId: string,
): Promise<(Omit<BreachReader, 'isTold'> & { toldAt: Date | null })[]> {
  const { rows } = await sql<Omit<BreachReader, 'isTold'> & { toldAt: Date | null }>`
    select account, organisation, events, looks, first_at as "firstAt", last_at as "lastAt",
           told_at as "toldAt"
    from match.breach_reader where breach_id = ${breachId}
    order by looks desc, account`.execute(db)
  return rows
}

/** What information governance decides. */
export interface BreachDecision {
  readonly risk: NonNullable<Breach['risk']>
  readonly decision: NonNullable<Breach['decision']>
  readonly reasons: string
  readonly by: string
}

/** Keeps a decision, once. Answers whether this one was kept. */
export async function decideBreach(
  db: Handle,
  breachId: string,
  { risk, decision, reasons, by }: BreachDecision,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update match.breach set risk = ${risk}, decision = ${decision}, reasons = ${reasons},
           decided_by = ${by}, decided_at = clock_timestamp()
    where breach_id = ${breachId} and decided_at is null`.execute(db)
  return numAffectedRows === 1n
}

/** A join that brought facts of risk to those who read one of the two. */
export interface GainedRisk {
  /** The reference that they had been shown, and the one that it leads to. */
  readonly reference: string
  readonly leadsTo: string
  readonly kinds: readonly string[]
}

/** Whose readers do not know of a fact of risk that a join of this run has brought. */
export async function gainedRisks(
  db: Handle,
  runId: number,
  riskKinds: readonly string[],
): Promise<GainedRisk[]> {
  const { rows } = await sql<GainedRisk>`
    with joined as (
      select person_id as gone, other_person as stayed from match.reference_event
      where run_id = ${runId} and kind = 'joined-to'
    ),
    fact as (
      select j.gone, j.stayed, came.run_id is not null as is_of_gone,
             case r.kind when 'event' then 'sensitive-event'
               else lower(regexp_replace(trim(r.content ->> 'kind'), '[\\s_-]+', '-', 'g')) end as kind
      from joined j
      join match.link l on l.person_id = j.stayed and l.run_to is null
      left join lateral (
        select ${runId}::bigint as run_id from match.link f
        where f.feed = l.feed and f.person_key = l.person_key and f.person_id = j.gone
          and f.run_to = ${runId} limit 1) came on true
      join extract.current_record_v1 r on r.feed = l.feed and r.person_key = l.person_key
      where (r.kind = 'indicator' and r.content ->> 'endOn' is null
             and lower(regexp_replace(trim(r.content ->> 'kind'), '[\\s_-]+', '-', 'g')) = any (${[...riskKinds]}::text[]))
         or (r.kind = 'event' and r.content ->> 'sensitivity' = 'sensitive')
    ),
    one_side as (
      select gone, stayed, kind, bool_or(is_of_gone) as of_gone
      from fact group by gone, stayed, kind having count(distinct is_of_gone) = 1
    )
    select case when of_gone then s.reference else g.reference end as reference,
           s.reference as "leadsTo", array_agg(distinct kind order by kind) as kinds
    from one_side o
    join match.person s on s.person_id = o.stayed
    join match.person g on g.person_id = o.gone
    group by 1, 2 order by 1`.execute(db)
  return rows
}

/** Notes that somebody was told. Answers false where they had been already. */
export async function addRiskNotice(
  db: Handle,
  runId: number,
  gained: GainedRisk,
  account: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into match.risk_notice (run_id, reference, account, kinds)
    values (${runId}, ${gained.leadsTo}, ${account}, ${[...gained.kinds]}::text[])
    on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}
