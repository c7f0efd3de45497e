import type { NightRecord } from '#testing'

/** Where everybody lives of whom nothing else is said. */
export const commonHome = '4 Mill Lane'

/** Somebody of a test's family. */
export interface TestPerson {
  readonly given: string
  readonly family?: string
  readonly bornOn?: string
  readonly isRestricted?: boolean
  readonly nhsNumber?: string
  readonly upn?: string
  readonly gpPractice?: string
  readonly lines?: string
  readonly postcode?: string
  readonly school?: string
  readonly phone?: string
  /** Since when there is a school and a status, `YYYY-MM-DD`. */
  readonly statusFrom?: string
  /** The key of the mother, in the same feed. */
  readonly mother?: string
  readonly motherName?: string
}

/** The record of a person alone. */
export function personRecord(feed: string, key: string, who: TestPerson): NightRecord {
  const { given, family = 'Moss', bornOn = '2016-05-04', isRestricted = false } = who
  const names = [{ type: 'legal' as const, given, family }]
  const numbers = {
    ...(who.nhsNumber && { nhsNumber: who.nhsNumber }),
    upn: who.upn ?? 'B823432112001',
    gpPractice: who.gpPractice ?? 'Mill Surgery',
  }
  const content = { names, bornOn, isRestricted, sex: 'F' as const, ...numbers }
  return { feed, kind: 'person', personKey: key, recordKey: key, content }
}

/** A person with a home, a school with its worker, a status and, where one is named, a mother. */
export function recordsOf(feed: string, key: string, who: TestPerson): NightRecord[] {
  const phone = who.phone ?? '01632 960200'
  const own = { feed, personKey: key }
  return [
    personRecord(feed, key, who),
    {
      ...own,
      kind: 'address',
      recordKey: `${key}/home`,
      content: { lines: [who.lines ?? commonHome], postcode: who.postcode ?? 'ZZ1 1AA' },
    },
    {
      ...own,
      kind: 'involvement',
      recordKey: `${key}/school`,
      content: {
        service: 'School',
        organisation: who.school ?? 'Mill Primary',
        startOn: who.statusFrom ?? '2021-09-06',
        workerRole: 'Head',
        workerName: `Head of ${who.school ?? 'Mill Primary'}`,
        workerPhone: phone,
      },
    },
    {
      ...own,
      kind: 'indicator',
      recordKey: `${key}/caf`,
      content: {
        kind: 'caf',
        startOn: who.statusFrom ?? '2026-01-05',
        contactRole: 'Lead',
        contactPhone: phone,
      },
    },
    ...(who.mother === undefined
      ? []
      : [
          {
            ...own,
            kind: 'relationship' as const,
            recordKey: `${key}/mother`,
            content: {
              kind: 'Mother',
              otherKey: who.mother,
              otherGiven: who.motherName ?? 'Dana',
              otherFamily: who.family ?? 'Moss',
              otherPhone: phone,
            },
          },
        ]),
  ]
}
