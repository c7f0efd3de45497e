import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { NotFoundPage } from '../pages/child-pages.ts'
import { inOneLine } from '../pages/portal-page.ts'
import { ReportListPage } from '../pages/report-pages.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()

test('a data steward reads a report of each kind and takes it away, without a word about a person', async () => {
  const page = await tab()
  const list = await (await SignInPage.visit(page)).asSteward(account('data-steward'))
  const reports = await list.openReports()
  // One report of each rule.
  const links = [...new Map(reports.map((href) => [href.split('/').at(-1), href])).values()]
  expect(links.length).toBeGreaterThanOrEqual(2)
  const secrets = await personalWords()

  for (const href of links) {
    const report = await list.open(href)
    const shown = await report.keys()
    expect(shown.length).toBeGreaterThan(0)
    const file = await report.download()
    expect(file.name).toMatch(/^[a-z-]+\.csv$/)
    const rows: Record<string, string>[] = parse(file.text, { columns: true, bom: true })
    expect(rows.map((row) => row['Record key']).slice(0, shown.length)).toEqual(shown)
    for (const text of [await report.text(), file.text]) {
      const words = new Set(
        inOneLine(text)
          .toLowerCase()
          .split(/[\s,;."]+/),
      )
      expect([...secrets].filter((secret) => words.has(secret))).toEqual([])
    }
    await page.goBack()
    await ReportListPage.opened(page)
  }
})

test('a data steward opens no child’s page, and a practitioner no report', async () => {
  const { reference } = await knownChild(database)
  const steward = await tab()
  await (await SignInPage.visit(steward)).asSteward(account('data-steward'))
  await NotFoundPage.visit(steward, `/children/${reference}`)
  await NotFoundPage.visit(steward, '/children')
  const practitioner = await tab()
  await (await SignInPage.visit(practitioner)).asPractitioner(account('practitioner'))
  await NotFoundPage.visit(practitioner, '/data-quality')
})

/** Names, birth dates, postcodes and numbers of everybody in the sources, as single words. */
async function personalWords(): Promise<Set<string>> {
  const { rows } = await database.pool.query<{ word: string }>(
    `select lower(part) as word
     from extract.current_record_v1 r
     cross join lateral (
       select n ->> 'given' as text from jsonb_array_elements(coalesce(r.content -> 'names', '[]')) n
       union all
       select n ->> 'family' from jsonb_array_elements(coalesce(r.content -> 'names', '[]')) n
       union all
       select r.content ->> k from unnest(array['bornOn', 'nhsNumber', 'upn', 'postcode']) k
     ) t cross join lateral regexp_split_to_table(t.text, '\\s+') part
     where length(part) >= 4`,
  )
  return new Set(rows.map(({ word }) => word))
}
