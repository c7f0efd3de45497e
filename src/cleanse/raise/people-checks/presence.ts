import { addDays } from '#kernel'
import { intoFound, type SetCheck } from '../set-check.ts'

/** In the source's extract once, and no longer, and its owner has not said why. */
const gone: SetCheck = async (client, { rule }) => {
  await client.query(
    `${intoFound}
     select $1, s.feed, 'person', s.person_key, s.person_key, '', $2,
            'No longer in your extract since ' || to_char(s.since_on, 'FMDD FMMonth YYYY') || '.', s.since_load::text
     from extract.shield_v1 s
     where s.kind = 'gone' and s.reason is null and not s.is_erased
       and not exists (select from hidden_now h where h.feed = s.feed and h.person_key = s.person_key)
       and coalesce(store.person_of(s.feed, s.person_key) not in (select person_id from store.hidden_person_v1), true)`,
    [rule.rule, rule.cause],
  )
}

/**
 * Restricted here, and in force without restriction elsewhere: what the one hides the other shows to
 * everybody who has the file. Sealed: only who may know of restricted records is told.
 */
const restrictedElsewhere: SetCheck = async (client, { rule }) => {
  await client.query(
    `insert into found (rule, feed, record_kind, record_key, person_key, aspect, cause, detail, rests, is_sealed)
     select $1, s.feed, 'person', s.person_key, s.person_key, '', $2,
            'Open in ' || string_agg(distinct f.source_name, ', ' order by f.source_name) || '.',
            string_agg(distinct o.feed, ','), true
     from extract.shield_v1 s
     join match.current_link_v1 l using (feed, person_key)
     join match.current_link_v1 o on o.person_id = l.person_id and o.feed <> s.feed
     join extract.feed_freshness_v1 f on f.feed = o.feed
     where s.kind = 'restricted' and not exists (
       select from extract.shield_v1 r
       where r.kind = 'restricted' and r.feed = o.feed and r.person_key = o.person_key)
     group by s.feed, s.person_key`,
    [rule.rule, rule.cause],
  )
}

/** Weeks after the due date there is a child, or there is none to come. */
const unbornPastDue: SetCheck = async (client, { rule, today }) => {
  await client.query(
    `${intoFound}
     select $1, feed, 'person', person_key, person_key, 'expectedOn', $2,
            'The due date has long passed and no birth is recorded.', expected_on
     from person_now
     where expected_on is not null and born_on is null and died_on is null and expected_on < $3`,
    [rule.rule, rule.cause, addDays(today, -(rule.options['days'] ?? 28))],
  )
}

/** Nobody knows from this source where the person lives. Only of sources that give addresses. */
const noCurrentAddress: SetCheck = async (client, { rule, today }) => {
  await client.query(
    `${intoFound}
     select $1, p.feed, 'person', p.person_key, p.person_key, 'address', $2,
            'No address is recorded, or every one has ended.', ''
     from person_now p
     left join (
       select distinct feed, person_key from extract.current_record_v1
       where kind = 'address' and coalesce(content ->> 'toOn', '9999') > $3
     ) a using (feed, person_key)
     join extract.feed_v1 f on f.feed = p.feed and f.gives ? 'address'
     where a.feed is null and p.died_on is null`,
    [rule.rule, rule.cause, today],
  )
}

export const presenceChecks: Readonly<Record<string, SetCheck>> = {
  gone,
  'restricted-elsewhere': restrictedElsewhere,
  'unborn-past-due': unbornPastDue,
  'no-current-address': noCurrentAddress,
}
