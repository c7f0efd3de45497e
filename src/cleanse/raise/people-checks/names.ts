import { addDays, namePlaceholder } from '#kernel'
import { copyRows } from '#platform/db'
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
const placeholderName: SetCheck = async (client, { rule, today }) => {
  const { rows } = await client.query<NamedRow>(`
    select feed, person_key as "personKey", names, born_on as "bornOn", expected_on as "expectedOn"
    from person_now
    where names::text ~* '"(fnu|lnu|nmn|n/?k|n/?a|not |name unk|unk|unnamed|anon|tb[ca]|xx|[?.-]|baby|infant|newborn|unborn|twin |boy |girl |male inf|female inf|test|dummy|do not|duplicate|delete|zz)'`)
  const namedBy = addDays(today, -(rule.options['unnamedDays'] ?? 42))
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

export const nameChecks: Readonly<Record<string, SetCheck>> = {
  'placeholder-name': placeholderName,
}
