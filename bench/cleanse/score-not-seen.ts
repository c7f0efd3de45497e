/**
 * Scores the not-seen finders against the truth of the borough whose files the database was loaded from.
 *
 *     DATABASE_URL=… node bench/cleanse/score-not-seen.ts --truth town/truth --today 2026-11-01
 */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse'
import { findNotSeen, readRuleBook } from '#cleanse'
import { openDatabase } from '#platform/db'
import { schoolAge } from '../../src/cleanse/rules/school-age.ts'

const { values } = parseArgs({
  options: { truth: { type: 'string' }, today: { type: 'string', default: '2026-11-01' } },
})
const truth = values.truth ?? ''
const { today } = values
type Row = Record<string, string>

async function* rowsOf(file: string): AsyncGenerator<Row> {
  for await (const row of createReadStream(join(truth, file)).pipe(parse({ columns: true })))
    yield row as Row
}

const children = new Map<string, Row>()
for await (const row of rowsOf('people.csv')) {
  if (row['kind'] === 'child') children.set(row['person_id'] ?? '', row)
}
const personOf = new Map<string, string>()
const agencies = new Map<string, Set<string>>()
for await (const row of rowsOf('records.csv')) {
  const person = row['person_id'] ?? ''
  personOf.set(`${row['agency']}|${row['source_key']}`, person)
  agencies.set(person, (agencies.get(person) ?? new Set()).add(row['agency'] ?? ''))
}
const onRoll = new Set<string>()
for await (const row of rowsOf('coverage.csv')) {
  const { person_id = '', agency, from = '', to = '' } = row
  if (agency === 'education' && from <= today && (to === '' || to > today)) onRoll.add(person_id)
}
const planted = new Map<string, Set<string>>()
for await (const row of rowsOf('planted.csv')) {
  const name = row['case'] ?? ''
  planted.set(name, (planted.get(name) ?? new Set()).add(row['person_id'] ?? ''))
}

const database = openDatabase(process.env['DATABASE_URL'] ?? '')
const started = performance.now()
const settings = readRuleBook('quality-rules.yaml', today).notSeen
const counts = await findNotSeen(database, { settings, today })
const seconds = (performance.now() - started) / 1000

const { rows } = await database.pool.query<{ finder: string; key: string }>(
  `select n.finder, min(l.feed || '|' || l.person_key) as key
   from cleanse.not_seen n join match.current_link_v1 l using (person_id) group by n.finder, n.person_id`,
)
const { rows: hidden } = await database.pool.query<{ key: string }>(
  `select l.feed || '|' || l.person_key as key from match.current_link_v1 l
   where person_id in (select person_id from store.hidden_person_v1)`,
)
const isHidden = new Set(hidden.map(({ key }) => personOf.get(key)))
await database.close()

const { from, to } = schoolAge(today)
const isHere = (row: Row | undefined) => row?.['presence'] === 'here'
const known = (id: string) => agencies.get(id)?.size ?? 0
const isSchoolAge = (row: Row) => (row['born_on'] ?? '') >= from && (row['born_on'] ?? '') <= to
/** Children who truly are so, and of whom some record was sent: nobody else can be found in records. */
const truly: Record<string, (id: string, row: Row) => boolean> = {
  moved: (_, row) => row['presence'] === 'left',
  'on-no-roll': (id, row) => isHere(row) && isSchoolAge(row) && !onRoll.has(id),
  'one-agency-only': (id, row) => (isHere(row) || row['presence'] === 'left') && known(id) === 1,
}

console.log(`${children.size} children in the truth, ${seconds.toFixed(1)} s`)
console.log('finder            listed   right  precision  to find  recall')
for (const [finder, isSo] of Object.entries(truly)) {
  const listed = rows
    .filter((row) => row.finder === finder)
    .map(({ key }) => personOf.get(key) ?? '')
  const found = new Set(listed)
  const target = [...children].filter(
    ([id, row]) => known(id) > 0 && !isHidden.has(id) && isSo(id, row),
  )
  const right = listed.filter((id) => {
    const row = children.get(id)
    return row !== undefined && isSo(id, row)
  }).length
  const hit = target.filter(([id]) => found.has(id)).length
  console.log(
    finder.padEnd(16),
    String(listed.length).padStart(7),
    String(right).padStart(7),
    (right / Math.max(1, listed.length)).toFixed(3).padStart(10),
    String(target.length).padStart(8),
    (hit / Math.max(1, target.length)).toFixed(3).padStart(7),
  )
}
const single = [...(planted.get('one-agency-only') ?? [])].filter((id) => known(id) > 0)
const foundSingle = new Set(
  rows.filter(({ finder }) => finder === 'one-agency-only').map(({ key }) => personOf.get(key)),
)
console.log(
  `planted one-agency-only: ${single.filter((id) => foundSingle.has(id)).length} of ${single.length} with a record`,
)
const noted = [...(planted.get('named-in-note-only') ?? [])].filter((id) => known(id) === 0)
console.log(
  `planted named-in-note-only: ${noted.length} children without any record; never-recorded lists ${counts['never-recorded']}`,
)
