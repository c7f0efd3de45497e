import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { NotFoundPage, sayWhyIfAsked } from '../pages/child-pages.ts'
import { follow, inOneLine } from '../pages/portal-page.ts'
import {
  ExceptionPage,
  RefusedAnswerPage,
  ReportWrongDataPage,
  SourceReportPage,
} from '../pages/report-pages.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors, ways } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()

describe.each(ways)('a data steward %s', (_, options) => {
  test('reads what is wrong in their own source, takes it away and answers, without a word about a person', async () => {
    const page = await tab(options)
    const list = await (await SignInPage.visit(page)).asSteward(account('data-steward'))
    expect(await list.sources()).toEqual(['/data-quality/social-care'])
    const source = await list.open('/data-quality/social-care')
    expect(await source.text()).toContain('How it likely got in')
    const all = await source.list()
    const secrets = await personalWords()
    const shown = await all.keys()
    expect(shown.length).toBeGreaterThan(0)
    const file = await all.download()
    expect(file.name).toMatch(/^social-care-[0-9-]+\.csv$/)
    const rows: Record<string, string>[] = parse(file.text, { columns: true, bom: true })
    expect(rows.map((row) => row['Record key']).slice(0, shown.length)).toEqual(shown)
    for (const text of [await all.text(), file.text]) {
      const words = new Set(
        inOneLine(text)
          .toLowerCase()
          .split(/[\s,;."]+/),
      )
      expect([...secrets].filter((secret) => words.has(secret))).toEqual([])
    }

    const one = await all.openFirst()
    await one.answer('Not an error', '')
    const refused = await RefusedAnswerPage.opened(page)
    expect(await refused.text()).toContain('Say why')
    await refused.answer('Not an error', 'Seen on the document.')
    const answered = await ExceptionPage.opened(page)
    expect(await answered.text()).toContain('Your answer was saved')
    expect(await (await answered.takeBack()).text()).toContain('The answer was taken back')
  })

  test('tries a value before typing it, and chooses how often to be mailed', async () => {
    const page = await tab(options)
    const list = await (await SignInPage.visit(page)).asSteward(account('data-steward'))
    const checks = await list.checkValues()
    expect(await (await checks.check('NHS number', '450 557 7103')).text()).toContain(
      'The last digit does not fit',
    )
    await page.goto('/data-quality/social-care')
    const source = await SourceReportPage.opened(page)
    expect(await (await source.mail('Every month')).text()).toContain('was saved')
  })
})

test('what a practitioner reports as wrong comes back with what became of it', async () => {
  const { reference } = await knownChild(database)
  const page = await tab()
  await (await SignInPage.visit(page)).asPractitioner(account('practitioner'))
  await page.goto(`/children/${reference}`)
  await sayWhyIfAsked(page)
  await follow(page.getByRole('link', { name: /^Report Date of birth/ }))
  const form = await ReportWrongDataPage.opened(page)
  const mine = await form.send('The family says another day.')
  expect(await mine.text()).toContain('With the source')
  expect(await mine.text()).toContain(reference)
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
     where length(part) >= 4 and lower(part) not in ('unborn', 'baby', 'unknown')`,
  )
  return new Set(rows.map(({ word }) => word))
}
