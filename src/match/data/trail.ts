import type pg from 'pg'

/**
 * Writes what became of references in this run, and why: called in the transaction that has replaced
 * the links.
 *
 * @param back persons who have their records again
 */
export async function writeTrail(
  client: pg.ClientBase,
  runId: number,
  back: ReadonlySet<string>,
): Promise<void> {
  await client.query(
    `create temp table moved on commit drop as
     select f.person_id as from_person, t.person_id as to_person, count(*)::integer as records
     from match.link t
     join lateral (
       select l.person_id from match.link l
       where l.feed = t.feed and l.person_key = t.person_key and l.run_to is not null
       order by l.run_from desc limit 1) f on true
     where t.run_from = $1 and t.run_to is null and f.person_id <> t.person_id
     group by 1, 2`,
    [runId],
  )
  await client.query(
    `insert into match.reference_event (person_id, run_id, kind, other_person, records, decision_id, because)
     select m.from_person, $1, 'joined-to', m.to_person, m.records, d.decision_id,
            case when d.decision_id is null then 'matching' else 'decision' end
     from moved m join match.person p on p.person_id = m.from_person and p.merged_into = m.to_person
     left join lateral (${decisionBetween('same')}) d on true
     where p.run_to = $1`,
    [runId],
  )
  // A reference that came back, one that is new, or one that was there and took some of the records.
  await client.query(
    `insert into match.reference_event (person_id, run_id, kind, other_person, records, decision_id, because)
     select m.to_person, $1,
            case when b.person is not null then 'back' when t.run_from = $1 then 'split-from' else 'moved-from' end,
            m.from_person, m.records, d.decision_id,
            case when d.decision_id is not null then 'decision' when u.decision_id is not null then 'undone'
                 else 'matching' end
     from moved m
     join match.person t on t.person_id = m.to_person
     join match.person f on f.person_id = m.from_person
       and f.merged_into is distinct from m.to_person
     left join unnest($2::uuid[]) b (person) on b.person = m.to_person
     left join lateral (${decisionBetween('not-same')}) d on true
     left join lateral (${undoneSince()}) u on true`,
    [runId, [...back]],
  )
}

/** The newest decision in force about a record of the one and a record of the other. */
function decisionBetween(answer: 'same' | 'not-same'): string {
  return `
    select d.decision_id from match.decided_pair_v1 d
    join match.decision x using (decision_id)
    where d.answer = '${answer}' and ${between}
    order by x.decided_at desc limit 1`
}

/** A decision that they are the same which somebody has undone. */
function undoneSince(): string {
  return `
    select x.decision_id from match.decision x
    join match.decision_pair d using (decision_id)
    where x.answer = 'same' and x.ended_at is not null and ${between}
    order by x.ended_at desc limit 1`
}

const records = (person: string, place: 'a' | 'b') => `
  exists (select from match.link l where l.person_id = m.${person}
    and l.feed = d.feed_${place} and l.person_key = d.key_${place})`
const between = `((${records('from_person', 'a')} and ${records('to_person', 'b')})
  or (${records('from_person', 'b')} and ${records('to_person', 'a')}))`
