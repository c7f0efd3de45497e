import { describe, expect, test } from 'vitest'
import { formatDate, formatNhsNumber, formatPostcode } from '#kernel'
import type { FindChildPage, Typed } from '../pages/find-child-page.ts'
import { inOneLine } from '../pages/portal-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const child = await knownChild(database, ({ bornOn }) => canBeSwapped(bornOn))
const [year = '', month = '', day = ''] = child.bornOn.split('-')

describe('searching', () => {
  const ways: [string, Typed, string][] = [
    ['birth date with day and month exchanged', { born: [month, day, year] }, 'exchanged'],
    ['postcode, in small letters without a space', { postcode: small(child.postcode) }, 'postcode'],
    ['NHS number in groups', { nhsNumber: formatNhsNumber(child.nhsNumber) }, 'Same NHS number'],
    ['UPN', { upn: child.upn }, 'Same UPN'],
  ]
  test.each(ways)('by %s finds the child and says why', async (_, typed, reason) => {
    const results = await (await findPage()).search(typed)
    const row = inOneLine(await results.row(child.reference).innerText())
    expect(row).toContain(child.family)
    expect(row).toContain(formatDate(child.bornOn))
    expect(row).toContain(reason)
    // What was asked stays in the form, and stands in no address.
    await results.openForm()
    expect(await results.typed()).toEqual(typedBack(typed))
    for (const text of Object.values(typed).filter((one) => typeof one === 'string')) {
      expect(decodeURIComponent(results.address)).not.toContain(text)
    }
  })

  test('what cannot be searched for is listed, linked and marked, and what was typed stays', async () => {
    const find = await findPage()
    const refused = await find.refused({ name: 'Q', born: ['9', '', ''], nhsNumber: '123' })
    expect(await refused.hasFocus(refused.summary)).toBe(true)
    const links = refused.summary.getByRole('link')
    expect(await links.allInnerTexts()).toEqual([
      'Enter at least 2 letters of the name',
      'Date of birth must include a month and a year',
      expect.stringContaining('Check the NHS number'),
    ])
    for (const [at, field] of ['Name', 'Month', 'NHS number'].entries()) {
      await links.nth(at).click()
      expect(await refused.hasFocus(refused.field(field)), field).toBe(true)
    }
    expect(await refused.field('Name').getAttribute('aria-describedby')).toContain('name-error')
    expect(await refused.typed()).toMatchObject({ Name: 'Q', Day: '9', 'NHS number': '123' })
    // Put right, it searches.
    expect(await (await refused.search({ upn: child.upn })).rows.count()).toBe(1)
  })

  test('without a word asks for one', async () => {
    const refused = await (await findPage()).refused({})
    expect(await refused.summary.innerText()).toContain('Enter a name, date of birth, postcode')
  })

  test('that finds nobody says that this proves nothing, and what to try', async () => {
    const nothing = await (await findPage()).searchInVain({ name: 'Xqzvbk Wqxjzz' })
    const text = await nothing.text()
    expect(text).toContain('Nothing that you can see matches')
    expect(text).toContain('This does not show that nobody knows the child')
    expect(await nothing.typed()).toMatchObject({ Name: 'Xqzvbk Wqxjzz' })
  })
})

async function findPage(): Promise<FindChildPage> {
  return (await SignInPage.visit(await tab())).asPractitioner(account('practitioner'))
}

function typedBack(typed: Typed): Record<string, string> {
  const [Day, Month, Year] = typed.born ?? ['', '', '']
  return {
    Name: typed.name ?? '',
    Day,
    Month,
    Year,
    Postcode: typed.postcode ?? '',
    'NHS number': typed.nhsNumber ?? '',
    'Unique pupil number (UPN)': typed.upn ?? '',
  }
}

/** Whether a date read with day and month exchanged is another date. */
function canBeSwapped(bornOn: string): boolean {
  const [, month, day] = bornOn.split('-')
  return Number(day) <= 12 && day !== month
}

function small(postcode: string): string {
  return formatPostcode(postcode).replace(' ', '').toLowerCase()
}
