import type { SetCheck } from '../set-check.ts'

/**
 * What readers have reported, for as long as the record has the value that was reported: the repair
 * closes it, and the value's return opens it again.
 */
const reported: SetCheck = async (client, { rule }) => {
  await client.query(
    `insert into found (rule, feed, record_kind, record_key, person_key, aspect, cause, detail, rests)
     select distinct on (p.exception_key) $1, p.feed, p.record_kind, p.record_key, p.person_key, p.aspect, $2,
            p.what || ': somebody who works with the child says that it is wrong.', p.value_digest::text
     from cleanse.report p
     join extract.current_record_v1 r
       on r.feed = p.feed and r.kind = p.record_kind and r.record_key = p.record_key
     where cleanse.value_digest(p.record_kind, p.aspect, p.record_key, r.content) = p.value_digest
     order by p.exception_key, p.reported_at desc`,
    [rule.rule, rule.cause],
  )
}

export const reportedChecks: Readonly<Record<string, SetCheck>> = { reported }
