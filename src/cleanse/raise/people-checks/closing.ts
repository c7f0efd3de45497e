import type { SetCheck } from '../set-check.ts'

const intoInvolvements =
  'insert into found (rule, feed, record_kind, record_key, person_key, aspect, cause, detail, rests)'
const isOpen = `r.kind = 'involvement' and coalesce(r.content ->> 'endOn', '9999') > `

/** A service that goes on for somebody of whom any source records the death. */
const openAfterDeath: SetCheck = async (client, { rule, today }) => {
  await client.query(
    `${intoInvolvements}
     select distinct on (r.feed, r.record_key) $1, r.feed, 'involvement', r.record_key, r.person_key, 'endOn', $2,
            case when d.feed = p.feed then 'The service is open and your record has a date of death.'
                 else 'The service is open and another source records the death.' end,
            d.died_on
     from person_now d
     join person_now p on p.person_id = d.person_id
     join extract.current_record_v1 r on r.feed = p.feed and r.person_key = p.person_key and ${isOpen} $3
     where d.died_on is not null
     order by r.feed, r.record_key, (d.feed = p.feed) desc`,
    [rule.rule, rule.cause, today],
  )
}

/** The same service of the same organisation, open twice for one person. */
const secondOpenEpisode: SetCheck = async (client, { rule, today }) => {
  await client.query(
    `${intoInvolvements}
     select $1, feed, 'involvement', record_key, person_key, 'endOn', $2,
            'The same service of the same organisation is open ' || times || ' times.', times::text
     from (
       select r.feed, r.record_key, r.person_key,
              count(*) over (partition by r.feed, r.person_key, r.content ->> 'service', r.content ->> 'organisation') as times
       from extract.current_record_v1 r
       join person_now p on p.feed = r.feed and p.person_key = r.person_key
       where ${isOpen} $3
     ) open
     where times > 1`,
    [rule.rule, rule.cause, today],
  )
}

/** An organisation that hardly any of a source's open services names: a slip, or one to be added. */
const unmappedOrganisation: SetCheck = async (client, { rule, today }) => {
  await client.query(
    `${intoInvolvements}
     select $1, feed, 'involvement', record_key, person_key, 'organisation', $2,
            'The organisation is named by hardly any other record.', organisation
     from (
       select r.feed, r.record_key, r.person_key, r.content ->> 'organisation' as organisation,
              count(*) over (partition by r.feed, r.content ->> 'organisation') as named,
              count(*) over (partition by r.feed) as records
       from extract.current_record_v1 r
       join person_now p on p.feed = r.feed and p.person_key = r.person_key
       where ${isOpen} $3
     ) open
     -- In a source with few services each organisation may be named by few.
     where named < $4 and records >= 20 * $4`,
    [rule.rule, rule.cause, today, rule.options['fewest'] ?? 5],
  )
}

export const closingChecks: Readonly<Record<string, SetCheck>> = {
  'open-after-death': openAfterDeath,
  'second-open-episode': secondOpenEpisode,
  'unmapped-organisation': unmappedOrganisation,
}
