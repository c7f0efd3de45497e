import { intoFound, type SetCheck } from '../set-check.ts'

/**
 * One number with several people. Only the source's own records are counted for it: how many others
 * have the number elsewhere would say who knows whom.
 */
const sharedIdentifier: SetCheck = async (client, { rule }) => {
  await client.query(
    `${intoFound}
     with held as (
       select p.feed, p.person_key, p.person_id, n.aspect, n.words, n.number
       from person_now p
       cross join lateral (values
         ('nhsNumber', 'NHS number', p.nhs_number), ('upn', 'UPN', p.upn), ('uln', 'ULN', p.uln)
       ) n (aspect, words, number)
       where n.number is not null and p.person_id is not null
     ),
     shared as (
       select aspect, number from held group by aspect, number
       having min(person_id::text) <> max(person_id::text)
     )
     select $1, h.feed, 'person', h.person_key, h.person_key, h.aspect, $2,
            h.words || case count(o.person_key)
              when 0 then ': also stands with somebody else in another source.'
              when 1 then ': also stands with somebody else in one more record of this source.'
              else ': also stands with others in ' || count(o.person_key) || ' more records of this source.'
            end,
            h.number
     from held h join shared using (aspect, number)
     left join held o on o.feed = h.feed and o.aspect = h.aspect and o.number = h.number
       and o.person_id <> h.person_id
     group by h.feed, h.person_key, h.aspect, h.words, h.number`,
    [rule.rule, rule.cause],
  )
}

/**
 * Sources that are joined to one person and disagree. Told to whoever stands against the most sources,
 * and to all where none has more on its side. It says that another source differs, never which: that
 * it knows the child may be more than this steward may know.
 */
const sourcesDisagree: SetCheck = async (client, { rule }) => {
  await client.query(
    `${intoFound}
     with disagreeing as materialized (
       -- Told apart by least and greatest, in one pass: few people are left for the rest.
       select person_id from person_now where person_id is not null
       group by person_id
       having min(feed) <> max(feed) and (
         min(born_on) filter (where not is_placeholder) <> max(born_on) filter (where not is_placeholder)
         or min(sex) <> max(sex) or min(nhs_number) <> max(nhs_number) or min(upn) <> max(upn))
     ),
     held as (
       select p.feed, p.person_key, p.person_id, v.aspect, v.words, v.value
       from disagreeing join person_now p using (person_id)
       cross join lateral (values
         ('bornOn', 'Date of birth', case when not is_placeholder then p.born_on end),
         ('sex', 'Sex', p.sex), ('nhsNumber', 'NHS number', p.nhs_number), ('upn', 'UPN', p.upn)
       ) v (aspect, words, value)
       where v.value is not null
     ),
     votes as (
       select person_id, aspect, value, count(distinct feed) as sources
       from held group by person_id, aspect, value
     ),
     disputed as (
       select person_id, aspect,
              case when count(*) filter (where sources = top) = 1 then (array_agg(value order by sources desc))[1] end as prevails
       from (select *, max(sources) over (partition by person_id, aspect) as top from votes) v
       group by person_id, aspect having count(*) > 1
     ),
     against as (
       select h.*, d.prevails,
              case
                when h.aspect <> 'bornOn' or d.prevails is null then null
                when left(h.value, 4) = left(d.prevails, 4) and right(h.value, 2) = substr(d.prevails, 6, 2)
                  and substr(h.value, 6, 2) = right(d.prevails, 2) then 'day-month-exchanged'
                when right(h.value, 5) = '01-01' and left(h.value, 4) = left(d.prevails, 4) then 'default-date'
                when right(h.value, 2) = '01' and left(h.value, 7) = left(d.prevails, 7) then 'default-date'
              end as likely
       from held h join disputed d using (person_id, aspect)
       where h.value is distinct from d.prevails
         -- A source with the value of the most on one record and another on a second has a duplicate.
         and (d.prevails is null or not exists (
           select from held o where o.person_id = h.person_id and o.aspect = h.aspect and o.feed = h.feed
             and o.value = d.prevails))
     )
     select $1, feed, 'person', person_key, person_key, aspect,
            coalesce(likely, case when aspect in ('nhsNumber', 'upn') then 'another-persons' else $2 end),
            words || case
              when likely = 'day-month-exchanged' then ': other sources have day and month the other way round.'
              when likely = 'default-date' then ': other sources have another day; this one may be typed for want of it.'
              when prevails is null then ': another source has something else.'
              else ': most sources have something else.'
            end,
            value
     from against`,
    [rule.rule, rule.cause],
  )
}

/**
 * Records of one source that are joined to one person, or wait for review as one. One finding for each
 * record, whatever the number of the others. A person with very many records of one source is a join
 * to be reviewed and says nothing of the source.
 */
const likelyDuplicate: SetCheck = async (client, { rule }) => {
  await client.query(
    `${intoFound}
     with own as (
       select feed, person_id, count(*) as records from person_now
       where person_id is not null group by feed, person_id having count(*) between 2 and $3
     ),
     pair as (
       select a.feed, a.person_key, b.person_key as other_key, true as is_sure
       from own join person_now a using (feed, person_id) join person_now b using (feed, person_id)
       where a.person_key <> b.person_key
       union all
       select p.feed_a, k.own, k.other, false
       from match.possible_pair_v1 p
       cross join lateral (values (p.key_a, p.key_b), (p.key_b, p.key_a)) k (own, other)
       join person_now a on a.feed = p.feed_a and a.person_key = p.key_a
       join person_now b on b.feed = p.feed_b and b.person_key = p.key_b
       where p.feed_a = p.feed_b and a.person_id is distinct from b.person_id
     )
     select $1, feed, 'person', person_key, person_key, '', $2,
            case when bool_or(is_sure) then 'Looks like' else 'May be' end
              || ' the same person as record '
              || (array_agg(other_key order by is_sure desc, other_key))[1]
              || case count(*) when 1 then '.' when 2 then ' and one more.' else ' and ' || count(*) - 1 || ' more.' end,
            string_agg(other_key, ',' order by other_key)
     from pair group by feed, person_key
     having count(*) < $3`,
    [rule.rule, rule.cause, rule.options['most'] ?? 6],
  )
}

export const identityChecks: Readonly<Record<string, SetCheck>> = {
  'shared-identifier': sharedIdentifier,
  'sources-disagree': sourcesDisagree,
  'likely-duplicate': likelyDuplicate,
}
