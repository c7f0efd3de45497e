import type pg from 'pg'
import type { IsoDate } from '#kernel'
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

/** Services that go on, once for the checks that compare them. A blank is '', since it is compared as a value. */
async function stageOpenServices(client: pg.ClientBase, today: IsoDate): Promise<void> {
  await client.query(
    `create temp table if not exists open_service on commit drop as
     select r.feed, r.record_key, r.person_key,
            coalesce(r.content ->> 'service', '') as service,
            coalesce(r.content ->> 'organisation', '') as organisation
     from extract.current_record_v1 r
     join person_now p on p.feed = r.feed and p.person_key = r.person_key
     where ${isOpen} $1`,
    [today],
  )
  await client.query('analyze open_service')
}

/** The same service of the same organisation, open twice for one person. */
const secondOpenEpisode: SetCheck = async (client, { rule, today }) => {
  await stageOpenServices(client, today)
  await client.query(
    `${intoInvolvements}
     select $1, feed, 'involvement', record_key, person_key, 'endOn', $2,
            'The same service of the same organisation is open ' || times || ' times.', times::text
     from (
       select feed, person_key, service, organisation, count(*) as times from open_service
       group by feed, person_key, service, organisation having count(*) > 1
     ) again
     join open_service using (feed, person_key, service, organisation)`,
    [rule.rule, rule.cause],
  )
}

/** An organisation that hardly any of a source's open services names: a slip, or one to be added. */
const unmappedOrganisation: SetCheck = async (client, { rule, today }) => {
  await stageOpenServices(client, today)
  await client.query(
    `${intoInvolvements}
     select $1, feed, 'involvement', record_key, person_key, 'organisation', $2,
            'The organisation is named by hardly any other record.', organisation
     from (
       select feed, organisation from open_service
       group by feed, organisation having count(*) < $3
     ) rare
     join (
       -- In a source with few services each organisation may be named by few.
       select feed from open_service group by feed having count(*) >= 20 * $3
     ) large using (feed)
     join open_service using (feed, organisation)`,
    [rule.rule, rule.cause, rule.options['fewest'] ?? 5],
  )
}

export const closingChecks: Readonly<Record<string, SetCheck>> = {
  'open-after-death': openAfterDeath,
  'second-open-episode': secondOpenEpisode,
  'unmapped-organisation': unmappedOrganisation,
}
