import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { roleKeys, roles } from '#access'
import { type Borough, boroughOf } from './testing/borough-of.ts'
import { commonHome } from './testing/family.ts'
import { absent, first, second, third } from './testing/hidden-facts.ts'
import { type Look, lookEverywhere, type Search } from './testing/look-everywhere.ts'
import { normalised } from './testing/normalised.ts'

/*
 * Boroughs that differ only in what must not be known. Whoever may not know it gets the same, byte for
 * byte, from every page, export, search, count and error, and the same statements are run for it.
 */

const keys = ['ada', 'dana', 'ivy', 'jo', 'kit', 'fay', 'gus']
const secrets = [first, second].flatMap(({ fay, gus, whereabouts }) => [fay, gus, whereabouts])

/** Everything that could be searched for, of both boroughs. */
const searches: readonly Search[] = [
  ...secrets.flatMap((who): Search[] => [
    { postcode: who?.postcode ?? '' },
    { upn: who?.upn ?? '' },
  ]),
  ...[first, second]
    .flatMap(({ fay, gus }) => [fay, gus])
    .flatMap((who): Search[] => [
      { name: `${who?.given} ${who?.family}` },
      { name: who?.family ?? '', ...birth(who?.bornOn) },
      { nhsNumber: who?.nhsNumber ?? '' },
    ]),
  { name: 'Ivy Fern' },
  { name: 'Ivy Fern', postcode: first.whereabouts.postcode ?? '' },
  { name: 'Fern' },
  { name: 'Moss' },
  { postcode: 'ZZ1 1AA' },
  birth('2016-05-04'),
]

function birth(bornOn = ''): Search {
  const [year = '', month = '', day = ''] = bornOn.split('-')
  return { 'bornOn-day': day, 'bornOn-month': month, 'bornOn-year': year }
}

const unentitled = roleKeys.filter(
  (role) => !roles[role].permissions.includes('access.shield.pass'),
)

let boroughs: readonly [Borough, Borough, Borough]

beforeAll(async () => {
  boroughs = [await boroughOf(first), await boroughOf(second), await boroughOf(third)]
}, 180_000)

/** What tells two boroughs apart: nothing, where it is as it should be. */
function differences(one: readonly Look[], other: readonly Look[]): string[] {
  return one.flatMap((look, at) => {
    const same = other[at]
    if (same?.asked !== look.asked) return [`${look.asked}: was not asked for in both`]
    if (same.answer !== look.answer) {
      return [`${look.asked}: ${firstDifference(look.answer, same.answer)}`]
    }
    return look.statements.join('\n') === same.statements.join('\n')
      ? []
      : [`${look.asked}: other statements, ${look.statements.length} and ${same.statements.length}`]
  })
}

function firstDifference(one: string, other: string): string {
  const [lines, others] = [one.split('\n'), other.split('\n')]
  const at = lines.findIndex((line, number) => line !== others[number])
  const [is, was] = [lines[at], others[at]].map((line) => line?.trim().slice(0, 200))
  return `line ${at}\n  ${is}\n  ${was}`
}

/** References of children who are nowhere in the third borough stand for the one that was asked for there. */
function asAbsent(looks: readonly Look[], borough: Borough): Look[] {
  const inPlace = (text: string) =>
    Object.entries(absent).reduce(
      (all, [key, nobody]) => all.replaceAll(borough.reference[key] ?? nobody, nobody),
      text,
    )
  return looks.map((look) => ({ ...look, answer: inPlace(look.answer) }))
}

describe.each(unentitled)('%s', (role) => {
  test('gets the same in both boroughs, and in one where the hidden children have never been', async () => {
    const [a, b, c] = await Promise.all(
      boroughs.map((borough) => lookEverywhere(borough, role, { keys, searches, absent })),
    )
    expect(a?.length).toBeGreaterThan(80)
    expect(differences(a ?? [], b ?? [])).toEqual([])
    expect(differences(asAbsent(a ?? [], boroughs[0]), c ?? [])).toEqual([])
    const told = [...(a ?? []), ...(b ?? [])].filter(({ answer, asked }) =>
      secrets.some((who) =>
        [who?.lines, who?.school, who?.phone, who?.gpPractice, who?.upn].some(
          (fact) =>
            fact !== undefined &&
            fact !== commonHome &&
            answer.includes(fact) &&
            !asked.includes(fact),
        ),
      ),
    )
    expect(told.map(({ asked }) => asked)).toEqual([])
  }, 120_000)
})

test('the restricted records officer does tell the boroughs apart: the comparison can fail', async () => {
  const [a, b] = await Promise.all(
    boroughs
      .slice(0, 2)
      .map((borough) =>
        lookEverywhere(borough, 'restricted-records-officer', { keys, searches, absent }),
      ),
  )
  expect(differences(a ?? [], b ?? []).length).toBeGreaterThan(10)
}, 120_000)

test('mails are the same', async () => {
  const mails = await Promise.all(
    boroughs.map(async ({ home }) => {
      const { rows } = await home.database.pool.query(
        'select recipient, subject, text from platform.mail order by mail_id',
      )
      return JSON.stringify(rows)
    }),
  )
  expect(new Set(mails).size).toBe(1)
})

test('the program’s log is the same, and has no name, date, address or number in it', () => {
  const logs = boroughs.map(({ home, reference }) => {
    const text = readFileSync(join(home.config.home, 'log/kith.jsonl'), 'utf8')
    for (const who of secrets) {
      for (const fact of Object.values(who ?? {})) expect(text).not.toContain(fact)
    }
    return Object.values(reference).reduce(
      (all, one) => all.replaceAll(one, '(reference)'),
      logLines(text),
    )
  })
  expect(logs[1]).toBe(logs[0])
})

function logLines(text: string): string {
  return normalised(text)
    .split('\n')
    .map((line) => line.replace(/"(time|pid|ms|responseTime|milliseconds)":("[^"]*"|[\d.]+)/g, ''))
    .sort()
    .join('\n')
}

test('reports are the same', async () => {
  const reports = await Promise.all(
    boroughs.map(async ({ home }) => {
      const { rows: views } = await home.database.pool.query<{ view: string }>(
        `select table_name as view from information_schema.views where table_schema = 'reporting' order by 1`,
      )
      const told: Record<string, string[]> = {}
      for (const { view } of views) {
        const { rows } = await home.database.pool.query(
          `select t::text as row from reporting.${view} t`,
        )
        told[view] = rows.map(({ row }) => reportRow(row)).sort()
      }
      return told
    }),
  )
  const [a, b, c] = reports
  expect(Object.keys(a ?? {}).length).toBeGreaterThan(10)
  expect(b).toEqual(a)
  // A load counts the lines of a file, which its sender knows; the day since when a count stands tells
  // that somebody came or went, as many do.
  for (const view of Object.keys(a ?? {})) {
    if (['load_v1', 'build_v1'].includes(view)) continue
    const [is, was] = [a, c].map((told) => told?.[view]?.map((row) => withoutSince(view, row)))
    expect([view, was]).toEqual([view, is])
  }
})

function reportRow(row: string): string {
  return normalised(row)
    .replace(/\d{4}-\d{2}-\d{2} \d{2}:[\d:.+]+/g, '(moment)')
    .replace(/\d+\.\d+/g, '(figure)')
}

function withoutSince(view: string, row: string): string {
  return view === 'coverage_v1' ? row.replace(/,[\d-]+\)$/, ')') : row
}
