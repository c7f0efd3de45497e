import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadInput, type IsoDate, isIsoDate } from '#kernel'
import type { AgencyContext, AgencyExtract } from './agencies/agency.ts'
import { extractCharity } from './agencies/charity.ts'
import { extractChildHealth } from './agencies/child-health.ts'
import { extractEducation } from './agencies/education.ts'
import { extractPolice } from './agencies/police.ts'
import { extractSocialCare } from './agencies/social-care.ts'
import { type Agency, agencies, type ErrorKind } from './errors.ts'
import { communities, withExchangedTraditions } from './names/communities.ts'
import { finishLives } from './people/finish.ts'
import { buildPopulation } from './people/population.ts'
import { proportionsFor } from './people/proportions.ts'
import { makeSetting } from './people/setting.ts'
import { buildInstitutions } from './places/institutions.ts'
import { buildTown } from './places/town.ts'
import { plantCases } from './planted/plant-cases.ts'
import { createRandom } from './random.ts'
import { createLedger, type ErrorTally } from './slips/ledger.ts'
import { writeTruth } from './truth/write-truth.ts'

/** What to generate. */
export interface BoroughOptions {
  /** Children under 19, the unborn included: 1 to 200,000. */
  children: number
  /** The same seed gives the same bytes on any machine. */
  seed: number | string
  /** The folder to write to; made where it is missing, files in it are overwritten. */
  out: string
  /** The day on which the agencies make their extracts. Default 2026-11-01. */
  asOf?: IsoDate | undefined
  /** Makes the borough in which naming traditions have changed places and all else is the same. */
  swapTraditions?: boolean | undefined
  /** Called after each step with what is done, for a progress bar. */
  onProgress?: ((progress: BoroughProgress) => void) | undefined
}

/** How far it is: `done` of `total` steps, and the one that begins now in words. */
export interface BoroughProgress {
  stage: string
  done: number
  total: number
}

/** What one agency's file holds. */
export interface AgencyCounts {
  file: string
  records: number
  /** Different true persons among the records. */
  people: number
  errors: Record<ErrorKind, ErrorTally>
}

/** What was generated. */
export interface BoroughCounts {
  children: number
  parents: number
  households: number
  twins: number
  unborn: number
  restricted: number
  sourceRecords: number
  agencies: Record<Agency, AgencyCounts>
  /** Files written, relative to `out`. */
  files: string[]
}

/** The day for which the borough is made unless another is asked for. */
export const defaultAsOf: IsoDate = '2026-11-01'

const extractors: Record<Agency, (context: AgencyContext) => AgencyExtract> = {
  'social-care': extractSocialCare,
  education: extractEducation,
  'child-health': extractChildHealth,
  police: extractPolice,
  charity: extractCharity,
}

/**
 * Generates the borough: `<out>/<agency>/<agency>-YYYYMMDD.csv|xml` for each agency, and the hidden
 * truth in `<out>/truth/`. Nobody in it exists; see README.md for what is planted. Throws BadInput
 * for options that make no sense.
 */
export async function generateBorough(options: BoroughOptions): Promise<BoroughCounts> {
  const { children, out } = options
  const asOf = options.asOf ?? defaultAsOf
  checkOptions(children, asOf)
  const total = agencies.length + 2
  let done = 0
  const report = (stage: string) => options.onProgress?.({ stage, done: done++, total })

  report('families')
  const random = createRandom(`kith borough ${options.seed}`)
  const town = buildTown(random.fork('town'), Math.ceil(children / 1.7))
  const institutions = buildInstitutions(random.fork('institutions'), children)
  const setting = makeSetting({ town, institutions, proportions: proportionsFor(children) }, asOf)
  const table = options.swapTraditions ? withExchangedTraditions(communities) : communities
  const unfinished = buildPopulation(random.fork('people'), setting, table, children)
  plantCases(random.fork('planted'), unfinished)
  const { population } = unfinished
  finishLives(setting, population)

  const counts = {} as Record<Agency, AgencyCounts>
  const records: AgencyExtract['records'] = []
  const files: string[] = []
  async function write(folder: string, name: string, text: string): Promise<string> {
    await mkdir(join(out, folder), { recursive: true })
    await writeFile(join(out, folder, name), text)
    files.push(`${folder}/${name}`)
    return `${folder}/${name}`
  }
  for (const agency of agencies) {
    report(agency)
    const own = random.fork(`agency/${agency}`)
    const ledger = createLedger(agency, own.fork('errors'))
    const extract = extractors[agency]({ random: own, ledger, population, institutions, asOf })
    const name = `${agency}-${asOf.replaceAll('-', '')}.${extract.extension}`
    counts[agency] = {
      file: await write(agency, name, extract.text),
      records: extract.records.length,
      people: new Set(extract.records.map((record) => record.person)).size,
      errors: ledger.tally(),
    }
    for (const record of extract.records) records.push(record)
  }
  report('truth')
  files.push(...(await writeTruth(out, population, records)))
  report('done')
  return {
    children: population.children.length,
    parents: population.parents.length,
    households: population.households.length,
    twins: population.children.filter((child) => child.twins !== '').length,
    unborn: population.children.filter((child) => child.isUnborn).length,
    restricted: population.children.filter((child) => child.restriction !== '').length,
    sourceRecords: records.length,
    agencies: counts,
    files,
  }
}

function checkOptions(children: number, asOf: IsoDate): void {
  if (!Number.isInteger(children) || children < 1 || children > 200_000) {
    throw new BadInput('The number of children must be a whole number from 1 to 200,000.', {
      fix: 'Give --children a number such as 5000.',
    })
  }
  if (!isIsoDate(asOf) || asOf < '2000-01-01' || asOf > '2100-12-31') {
    throw new BadInput('The reference date must be a date from 2000 to 2100, as YYYY-MM-DD.', {
      fix: 'Give a date such as 2026-11-01.',
    })
  }
}
