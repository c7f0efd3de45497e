/**
 * How hard the borough is: precision and recall over pairs of records for a matcher on exact NHS
 * number, or exact name and birth date. `npm run bench:borough -- [--children 5000] [--seed 1]`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { agencies, generateBorough } from '#borough'
import { type Identity, readIdentities } from '../src/borough/testing/identities.ts'
import { scoreNaiveMatch } from '../src/borough/testing/naive-match.ts'
import { truthRows } from '../src/borough/testing/read-borough.ts'

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
})
const out = mkdtempSync(join(tmpdir(), 'borough-'))
try {
  await generateBorough({ children: Number(values.children), seed: values.seed, out })
  const personOf = new Map(
    truthRows(out, 'records.csv').map((row) => [
      `${row['agency']} ${row['source_key']}`,
      row['person_id'] ?? '',
    ]),
  )
  const identities = agencies.flatMap((agency) => readIdentities(out, agency))
  const person = ({ agency, key }: Identity) => personOf.get(`${agency} ${key}`) ?? ''
  const all = scoreNaiveMatch(identities, person)
  const rows = agencies.map((agency) => {
    const own = identities.filter((one) => one.agency === agency)
    return { agency, records: own.length, ...scoreNaiveMatch(own, person) }
  })
  console.log(`${values.children} children, seed ${values.seed}: ${identities.length} records`)
  console.log('Within one agency (duplicates):')
  for (const { agency, records, truePairs, precision, recall } of rows) {
    console.log(
      `  ${agency.padEnd(18)} ${String(records).padStart(7)} records ${String(truePairs).padStart(6)} true pairs  precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}`,
    )
  }
  console.log(
    `Over all: ${all.truePairs} true pairs, ${all.foundPairs} found, precision ${all.precision.toFixed(4)}, recall ${all.recall.toFixed(4)} (to stay at or below 0.85)`,
  )
} finally {
  rmSync(out, { recursive: true, force: true })
}
