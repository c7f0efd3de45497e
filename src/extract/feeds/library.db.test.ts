import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#testing'
import { loadFeeds } from '../load/load-feeds.ts'
import { emptyExtract, makeWorkplace, type Workplace } from '../testing/test-feeds.ts'
import { readFeed } from './read-feeds.ts'

const database = await testDatabase()

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(database.pool)
})
afterEach(() => place.remove())

/** Loads a file by a definition of the library; answers what is in force of it. */
async function load(feed: string, fileName: string, content: string) {
  const definition = readFileSync(join('feeds', 'library', `${feed}.yaml`), 'utf8')
  place.put(fileName, content)
  const { inbox, home } = place
  const feeds = [readFeed(`${feed}.yaml`, definition)]
  const [outcome] = await loadFeeds(database, { feeds, inbox, home, settleMs: 1 })
  expect(outcome?.error?.message).toBeUndefined()
  expect(outcome?.state).toBe('loaded')
  const { rows } = await database.pool.query<{ kind: string; content: object }>(
    'select kind, content from extract.current_record_v1 order by kind, record_key',
  )
  return rows
}

describe('a partner’s own format is one more definition', () => {
  it('CP-IS: a child’s status', async () => {
    const header =
      'local_child_id,nhs_number,family_name,given_name,birth_date,gender,plan_type,plan_start_date,plan_end_date,responsible_la_code,contact_phone,restricted'
    const rows = await load(
      'cp-is',
      'cp-is-20261101.csv',
      `${header}\nC1,9990000018,Ng,Ann,20140503,2,CPP,20260901,,999,01632960001,N\nC1,9990000018,Ng,Ann,20140503,2,LAC,20261001,,999,01632960001,N\n`,
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['indicator', 'indicator', 'person'])
    expect(rows.map(({ content }) => content)).toMatchObject([
      { kind: 'Child protection plan', startOn: '2026-09-01' },
      { kind: 'Looked after', startOn: '2026-10-01' },
      { nhsNumber: '9990000018', sex: 'F', bornOn: '2014-05-03', isRestricted: false },
    ])
  })

  it('Cafcass: who acts for the child in court', async () => {
    const header =
      'SubjectId,CaseNumber,CaseType,Surname,Forenames,DateOfBirth,Gender,ApplicationReceived,CaseClosed,GuardianName,GuardianTelephone,GuardianEmail,Confidential'
    const rows = await load(
      'cafcass',
      'cafcass_cases_02-11-2026.csv',
      `${header}\nS1,ZZ26C00001,Public,Ng,Ann,03/05/2014,Female,01/10/2026,NULL,Dee Rowe,01632960002,,0\n`,
    )
    expect(rows.map(({ content }) => content)).toMatchObject([
      { service: 'Family court - public law', reference: 'ZZ26C00001', workerName: 'Dee Rowe' },
      { names: [{ family: 'Ng', given: 'Ann' }], isRestricted: false },
    ])
  })

  it('Probation: an adult, the officer, and the children known of', async () => {
    const rows = await load(
      'probation',
      'probation-2026-11-01.xml',
      `<?xml version="1.0" encoding="UTF-8"?>
<Supervision>
<Person crn="X1"><Name><Surname>Ng</Surname><Forename>Al</Forename></Name><DateOfBirth>1990-02-03</DateOfBirth><Sex>male</Sex><Restricted>false</Restricted>
<Order><Start>2026-05-01</Start><Unit>Rosevale Unit</Unit></Order><Officer><Name>Bo Hart</Name><Phone>01632960003</Phone></Officer>
<Children><Child id="1"><Surname>Ng</Surname><Forename>Ann</Forename><Relationship>child</Relationship></Child></Children></Person>
</Supervision>
`,
    )
    expect(rows.map(({ content }) => content)).toMatchObject([
      { service: 'Probation', organisation: 'Rosevale Unit', workerName: 'Bo Hart' },
      { names: [{ family: 'Ng', given: 'Al' }], sex: 'M' },
      { kind: 'child', otherFamily: 'Ng', otherGiven: 'Ann' },
    ])
  })
})
