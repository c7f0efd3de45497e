import type pg from 'pg'
import { addDays, daysBetween, type IsoDate, namePlaceholder } from '#kernel'
import { copyRows } from '#platform/db'
import type { Rule } from '../../rules/rule-book.ts'
import type { SetCheck } from '../set-check.ts'

interface NamedRow {
  readonly feed: string
  readonly personKey: string
  readonly names: readonly { family?: string; given?: string }[]
  readonly bornOn: string | null
  readonly expectedOn: string | null
}

/**
 * Words that stand where a name should. "Baby" and "Unborn" are right until a child must have been
 * named. The words are the kernel's; the query only leaves out what can hold none of them.
 */
const placeholderName: SetCheck = async (client, { rule, today, since }) => {
  const namedBy = addDays(today, -(rule.options['unnamedDays'] ?? 42))
  const among = since === undefined ? '' : 'join candidate using (feed, person_key)'
  if (since !== undefined) {
    await stageCandidates(client, rule, namedBy, addDays(namedBy, -daysBetween(since, today)))
  }
  const { rows } = await client.query<NamedRow>(`
    select feed, person_key as "personKey", r.content -> 'names' as names,
           born_on as "bornOn", expected_on as "expectedOn"
    from person_now join extract.current_record_v1 r using (feed, person_key) ${among}
    where r.kind = 'person' and (r.content -> 'names')::text ~* '"(fnu|lnu|nmn|n/?k|n/?a|not |name unk|unk|unnamed|anon|tb[ca]|xx|[?.-]|baby|infant|newborn|unborn|twin |boy |girl |male inf|female inf|test|dummy|do not|duplicate|delete|zz)'`)
  const found = rows.flatMap((row) => {
    const parts = row.names.flatMap(({ family, given }) => [family, given])
    const wrong = parts.filter((part) => {
      const kind = part === undefined ? undefined : namePlaceholder(part)
      if (kind !== 'baby') return kind !== undefined
      return (row.bornOn ?? row.expectedOn ?? '') < namedBy
    })
    if (wrong.length === 0) return []
    const detail = 'A word such as “Baby” or “Unknown” stands where a name should.'
    const { feed, personKey } = row
    return [
      [
        rule.rule,
        feed,
        'person',
        personKey,
        personKey,
        'name',
        rule.cause,
        detail,
        wrong.join('|'),
      ],
    ]
  })
  const columns = 'rule feed record_kind record_key person_key aspect cause detail rests'.split(' ')
  await copyRows(client, 'found', columns, found)
}

/**
 * Who can have another outcome than in the last run: whose record has changed, who has the exception, and
 * babies who have come of the age at which a child is named since.
 */
async function stageCandidates(
  client: pg.ClientBase,
  { rule }: Rule,
  namedBy: IsoDate,
  namedByBefore: IsoDate,
): Promise<void> {
  await client.query(
    `create temp table candidate on commit drop as
     select feed, record_key as person_key from looked_at where kind = 'person'
     union
     select feed, person_key from cleanse.exception where run_to is null and rule = $1
     union
     select feed, person_key from person_now
     where coalesce(born_on, expected_on) >= $2 and coalesce(born_on, expected_on) < $3`,
    [rule, namedByBefore < namedBy ? namedByBefore : namedBy, namedBy],
  )
  await client.query('analyze candidate')
}

export const nameChecks: Readonly<Record<string, SetCheck>> = {
  'placeholder-name': placeholderName,
}
