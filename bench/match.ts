/**
 * How well the people of a borough are matched: `npm run bench:match -- FOLDER [--nights 30]`, a folder
 * that `kith borough generate` wrote. Prints the whole table of what must be seen and writes it to
 * `results/match-<date>-<folder>.md`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { readFeeds } from '#extract'
import { readModel } from '#linkage'
import { type MatchIndex, openMatchIndex } from '../src/match/match-index.ts'
import { openTable } from '../src/match/match-table.ts'
import { type MatchRow, matchRow } from '../src/match/rules/match-row.ts'
import type { Settled } from '../src/match/settle.ts'
import { type BoroughFile, boroughFiles, type Holdings, layFile } from './match/read-borough.ts'
import { sayConfusion, sayGroups, sayHarm, sayQuality, sayRecords, table } from './match/report.ts'
import { afterReview, byGroup, harm, score, type Truth } from './match/score.ts'
import { readTruth } from './match/truth.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    nights: { type: 'string', default: '0' },
    model: { type: 'string', default: 'models/people.yaml' },
    feeds: { type: 'string', default: 'feeds' },
  },
})

let tables = 0
let out = ''
function say(text: string) {
  console.log(`${text}\n`)
  out += `${text}\n\n`
}

for (const folder of positionals) {
  out = ''
  await measure(folder)
  mkdirSync('bench/results', { recursive: true })
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(join('bench/results', `match-${day}-${basename(folder)}.md`), `${out.trim()}\n`)
}

async function measure(folder: string) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const feeds = await readFeeds(values.feeds)
  const files = boroughFiles(folder)
  const first = files[0]?.day ?? ''
  const holdings: Holdings = new Map()
  for (const file of files.filter(({ day }) => day === first)) await layFile(holdings, feeds, file)
  const rowOf = (id: string) => rowIn(holdings, id)
  const started = performance.now()
  const model = await readModel(values.model)
  const name = await tableOf(connection, [...holdings.keys()], rowOf)
  const staged = performance.now()
  const index = await openMatchIndex({ model, connection, table: name })
  const settled = index.settle()
  const seconds = (performance.now() - staged) / 1000
  await connection.run(`drop table ${name}`)
  say(`# Matching of people: ${basename(folder)}`)
  say(
    `${holdings.size} source records, ${settled.clusters.length} people found; standardised in ${((staged - started) / 1000).toFixed(0)} s, learnt and matched in ${seconds.toFixed(0)} s on a machine with other work.`,
  )
  report(settled, holdings, readTruth(folder), rowOf)
  const later = [...new Set(files.map(({ day }) => day))].filter((day) => day > first)
  const nights = later.slice(0, Number(values.nights))
  if (nights.length > 0) await playNights({ connection, feeds, files, nights, holdings, index })
}

function rowIn(holdings: Holdings, id: string): MatchRow | undefined {
  const one = holdings.get(id)
  if (one === undefined) return undefined
  const { feed, personKey, person } = one
  const addresses = [...one.addresses.values()]
  return matchRow({
    feed,
    personKey,
    person,
    addresses,
    relationships: [...one.relationships.values()],
  })
}

async function tableOf(
  connection: DuckDBConnection,
  ids: readonly string[],
  rowOf: (id: string) => MatchRow | undefined,
): Promise<string> {
  const name = `people_${++tables}`
  const rows = await openTable(connection, name)
  for (const id of ids) {
    const row = rowOf(id)
    if (row !== undefined) rows.append(row)
  }
  rows.close()
  return name
}

function report(
  { clusters, pairs }: Settled,
  holdings: Holdings,
  truth: Truth,
  rowOf: (id: string) => MatchRow | undefined,
) {
  const automatic = score(clusters, truth)
  say(sayQuality(automatic, score(afterReview(clusters, pairs, truth), truth)))

  const placeOf = new Map(clusters.flatMap((records, place) => records.map((r) => [r, place])))
  const asked = new Set(pairs.flatMap(({ left, right }) => [placeOf.get(left), placeOf.get(right)]))
  const open = new Set([...asked].filter((place) => place !== undefined))
  const isSame = ({ left, right }: { left: string; right: string }) =>
    truth.personOf.get(left) === truth.personOf.get(right)
  say(
    `Review: ${pairs.length} questions, ${pairs.filter(isSame).length} of them about one person; ${open.size} of ${clusters.length} people need review (${((100 * open.size) / clusters.length).toFixed(2)} %, to reach: 2 %).`,
  )
  const isSealed = (a: string, b: string) =>
    truth.sealed.get(truth.personOf.get(a) ?? '') === truth.personOf.get(b)
  const joinedLives = automatic.mixed.filter((place) =>
    clusters[place]?.some((a) => clusters[place]?.some((b) => isSealed(a, b))),
  )
  say(
    `Adopted children and parental orders: ${truth.sealed.size / 2} with two lives; joined ${joinedLives.length}, asked about ${pairs.filter(({ left, right }) => isSealed(left, right)).length}.`,
  )
  say('## In the words of those who answer for it')
  const hurt = harm(clusters, automatic, truth, holdings)
  say(sayHarm(hurt))

  say('## Children by group')
  const field = (person: string, column: string) => truth.people.get(person)?.[column] ?? ''
  const groups: [string, (person: string) => string][] = [
    ['community', (person) => field(person, 'community')],
    ['naming tradition', (person) => field(person, 'tradition')],
    ['sex', (person) => field(person, 'sex')],
    ['age', (person) => ageBand(field(person, 'born_on'))],
  ]
  for (const [by, groupOf] of groups) {
    say(`By ${by}:`)
    const rows = byGroup(
      automatic,
      (person) => (field(person, 'kind') === 'child' ? [groupOf(person)] : []),
      open,
    )
    say(sayGroups(rows, by === 'community' || by === 'naming tradition'))
  }
  say('Children and grown-ups:')
  say(
    sayGroups(
      byGroup(automatic, (person) => [field(person, 'kind')], open),
      false,
    ),
  )
  say('## By planted case')
  say(
    sayGroups(
      byGroup(automatic, (person) => truth.cases.get(person) ?? [], open),
      false,
    ),
  )
  say('## Confusion that remains')
  say(sayConfusion(clusters, automatic, truth))
  say('Three that cannot be decided from the data: every name, date and home that is there agrees.')
  const undecidable = automatic.mixed.filter((place) =>
    clusters[place]?.some((r) =>
      truth.cases.get(truth.personOf.get(r) ?? '')?.has('gave-brothers-name'),
    ),
  )
  for (const place of undecidable.slice(0, 3)) say(sayRecords(clusters[place] ?? [], rowOf, truth))
}

function ageBand(bornOn: string): string {
  const age = 2026 - Number(bornOn.slice(0, 4))
  if (!Number.isFinite(age) || bornOn === '') return 'unborn'
  return age < 5 ? '0 to 4' : age < 11 ? '5 to 10' : age < 16 ? '11 to 15' : '16 and over'
}

async function playNights(play: {
  connection: DuckDBConnection
  feeds: Awaited<ReturnType<typeof readFeeds>>
  files: readonly BoroughFile[]
  nights: readonly string[]
  holdings: Holdings
  index: MatchIndex
}) {
  const { connection, feeds, files, nights, holdings, index } = play
  const rowOf = (id: string) => rowIn(holdings, id)
  const rows: string[][] = []
  let settled: Settled | undefined
  for (const night of nights) {
    const changed = new Set<string>()
    for (const file of files.filter(({ day }) => day === night)) {
      for (const id of await layFile(holdings, feeds, file)) changed.add(id)
    }
    const cpu = process.cpuUsage()
    const started = performance.now()
    const removed = [...changed].filter((id) => !holdings.has(id))
    const name = await tableOf(connection, [...changed], rowOf)
    const { touched } = await index.apply({ connection, table: name, removed })
    settled = index.settle()
    const { user, system } = process.cpuUsage(cpu)
    await connection.run(`drop table ${name}`)
    rows.push([
      night,
      String(changed.size),
      String(removed.length),
      String(touched),
      ((performance.now() - started) / 1000).toFixed(1),
      ((user + system) / 1e6).toFixed(1),
    ])
  }
  say('## Night by night')
  say(table(['Night', 'Changed', 'Removed', 'Clustered again', 'Seconds', 'CPU seconds'], rows))
  const name = await tableOf(connection, [...holdings.keys()], rowOf)
  const { model, parameters, frequencies } = index.basis
  const whole = await openMatchIndex({
    model,
    connection,
    table: name,
    frozen: { parameters, frequencies },
  })
  const all = whole.settle()
  const isOne = (part: 'clusters' | 'pairs') =>
    JSON.stringify(settled?.[part].map(idsOf)) === JSON.stringify(all[part].map(idsOf))
  say(
    `After ${nights.length} nights one by one the partition of ${holdings.size} records is ${isOne('clusters') ? 'the same as' : '**not** the same as'} that of one run over all with the same frozen model; the questions are ${isOne('pairs') ? 'the same' : '**not** the same'}.`,
  )
}

function idsOf(one: readonly string[] | { left: string; right: string }): readonly string[] {
  return 'left' in one ? [one.left, one.right] : one
}
