import type pg from 'pg'
import type { IsoDate } from '#kernel'
import type { Rule } from '../rules/rule-book.ts'

type FeedCheck = (client: pg.ClientBase, rule: Rule, today: IsoDate) => Promise<void>

const into =
  'insert into found (rule, feed, record_kind, record_key, person_key, aspect, cause, detail, rests)'

/** Codes that the last load met and could not take: their values were left out. */
const unknownCodes: FeedCheck = async (client, rule) => {
  await client.query(
    `${into}
     select $1, l.feed, 'feed', l.feed, '', c.place::text, $2, c.message, c.message
     from (select distinct on (feed) feed, load_id from extract.load_v1
           where state = 'loaded' order by feed, load_id desc) l
     join extract.check_result_v1 c using (load_id)
     where c.check_name = 'unknown-codes' and c.level <> 'passed'`,
    [rule.rule, rule.cause],
  )
}

/** Longer without a good extract than the source's definition allows. */
const feedLate: FeedCheck = async (client, rule, today) => {
  await client.query(
    `${into}
     select $1, feed, 'feed', feed, '', '', $2,
            'The last good extract is of ' || to_char(last_extract_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') || '.',
            last_extract_at::text
     from extract.feed_freshness_v1
     where ended_on is null and last_extract_at + make_interval(hours => late_after_hours)
       < least(now(), $3::date + interval '12 hours')`,
    [rule.rule, rule.cause, today],
  )
}

const checks: Readonly<Record<string, FeedCheck>> = {
  'unknown-codes': unknownCodes,
  'feed-late': feedLate,
}

/** Runs the checks of what a source has sent as a whole. */
export async function findInFeeds(
  client: pg.ClientBase,
  rules: readonly Rule[],
  today: IsoDate,
): Promise<void> {
  for (const rule of rules) await checks[rule.rule]?.(client, rule, today)
}
