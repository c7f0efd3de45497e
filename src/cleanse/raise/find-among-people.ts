import type pg from 'pg'
import type { IsoDate } from '#kernel'
import type { Rule } from '../rules/rule-book.ts'
import { closingChecks } from './people-checks/closing.ts'
import { identityChecks } from './people-checks/identity.ts'
import { nameChecks } from './people-checks/names.ts'
import { presenceChecks } from './people-checks/presence.ts'
import { reportedChecks } from './people-checks/reported.ts'
import type { SetCheck } from './set-check.ts'

const checks: Readonly<Record<string, SetCheck>> = {
  ...identityChecks,
  ...nameChecks,
  ...presenceChecks,
  ...closingChecks,
  ...reportedChecks,
}

/** Runs the checks that compare records, each once over everybody. */
export async function findAmongPeople(
  client: pg.ClientBase,
  rules: readonly Rule[],
  today: IsoDate,
  since: IsoDate | undefined,
): Promise<void> {
  await stagePeople(client)
  for (const rule of rules) {
    await checks[rule.rule]?.(client, { rule, today, since })
  }
  // What a source is not asked about goes again: the checks compare with all sources.
  for (const { rule, sources } of rules) {
    if (sources === undefined || checks[rule] === undefined) continue
    await client.query('delete from found where rule = $1 and not feed = any ($2)', [rule, sources])
  }
}

/** Each source's record of a person with what records are compared by. Nobody who is hidden is in it. */
async function stagePeople(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table person_now on commit drop as
    select r.feed, r.person_key, l.person_id,
           c."bornOn" as born_on, coalesce(c."bornOnIs", '') = 'placeholder' as is_placeholder,
           c."expectedOn" as expected_on, c."diedOn" as died_on, nullif(c.sex, 'U') as sex,
           c."nhsNumber" as nhs_number, c.upn, c.uln
    from extract.current_record_v1 r
    cross join lateral jsonb_to_record(r.content) as c (
      "bornOn" text, "bornOnIs" text, "expectedOn" text, "diedOn" text, sex text,
      "nhsNumber" text, upn text, uln text)
    left join match.current_link_v1 l using (feed, person_key)
    where r.kind = 'person'
      and not exists (select from hidden_now h where h.feed = r.feed and h.person_key = r.person_key);
    create index on person_now (person_id);
    create index on person_now (feed, person_key);
    analyze person_now`)
}
