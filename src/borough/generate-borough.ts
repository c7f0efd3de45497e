import { BadInput, type IsoDate, isIsoDate } from '#kernel'
import { countPopulation, type PopulationCounts } from './counts.ts'
import { type Agency, agencies } from './errors.ts'
import { communities, withExchangedTraditions } from './names/communities.ts'
import { type AgencyCounts, writeNights } from './nights/write-nights.ts'
import { finishLives } from './people/finish.ts'
import type { Population } from './people/person.ts'
import { buildPopulation } from './people/population.ts'
import { proportionsFor } from './people/proportions.ts'
import { daysAhead, makeSetting } from './people/setting.ts'
import { buildInstitutions, type Institutions } from './places/institutions.ts'
import { buildTown } from './places/town.ts'
import { plantCases } from './planted/plant-cases.ts'
import { createRandom, type Random } from './random.ts'
import { writeTruth } from './truth/write-truth.ts'

/** What to generate. */
export interface BoroughOptions {
  /** Children under 19, the unborn included: 1 to 200,000. */
  children: number
  /** The same seed gives the same bytes on any machine. */
  seed: number | string
  /** The folder to write to; made where it is missing, files in it are overwritten. */
  out: string
  /** The day on which the agencies make their first extracts. Default 2026-11-01. */
  asOf?: IsoDate | undefined
  /** Nights after that day for which the agencies send extracts too: 0 to 62. Default 0. */
  nights?: number | undefined
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

/** What was generated. */
export interface BoroughCounts extends PopulationCounts {
  /** Records of persons in the first extracts. */
  sourceRecords: number
  agencies: Record<Agency, AgencyCounts>
  /** Files written, relative to `out`. */
  files: string[]
}

/** The day for which the borough is made unless another is asked for. */
export const defaultAsOf: IsoDate = '2026-11-01'

/**
 * Generates the borough: in `<out>/<agency>/` the first full extract of each agency and those of the
 * nights after, and the hidden truth in `<out>/truth/`. Nobody in it exists; see README.md for what is planted. Throws BadInput
 * for options that make no sense.
 */
export async function generateBorough(options: BoroughOptions): Promise<BoroughCounts> {
  const { children, out, asOf = defaultAsOf, nights = 0 } = options
  checkOptions(children, asOf, nights)
  const total = agencies.length + 2
  let done = 0
  const report = (stage: string) => options.onProgress?.({ stage, done: done++, total })

  report('families')
  const random = createRandom(`kith borough ${options.seed}`)
  const { population, institutions } = inventPeople(random, { ...options, asOf })
  const sent = await writeNights({
    random,
    population,
    institutions,
    firstDay: asOf,
    nights,
    out,
    onAgency: report,
  })
  report('truth')
  const files = [...sent.files, ...(await writeTruth(out, population, sent.records))]
  report('done')
  return {
    ...countPopulation(population),
    sourceRecords: Object.values(sent.agencies).reduce((sum, { records }) => sum + records, 0),
    agencies: sent.agencies,
    files,
  }
}

/** The people of the borough with all their lives, and the services they have to do with. */
export function inventPeople(
  random: Random,
  options: { children: number; asOf: IsoDate; swapTraditions?: boolean | undefined },
): { population: Population; institutions: Institutions } {
  const { children, asOf, swapTraditions } = options
  const town = buildTown(random.fork('town'), Math.ceil(children / 1.7))
  const institutions = buildInstitutions(random.fork('institutions'), children)
  const setting = makeSetting({ town, institutions, proportions: proportionsFor(children) }, asOf)
  const table = swapTraditions ? withExchangedTraditions(communities) : communities
  const unfinished = buildPopulation(random.fork('people'), setting, table, children)
  plantCases(random.fork('planted'), unfinished)
  finishLives(setting, unfinished.population)
  return { population: unfinished.population, institutions }
}

function checkOptions(children: number, asOf: IsoDate, nights: number): void {
  if (!Number.isInteger(nights) || nights < 0 || nights > daysAhead) {
    throw new BadInput(`The number of nights must be a whole number from 0 to ${daysAhead}.`, {
      fix: 'Give --nights a number such as 30.',
    })
  }
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
