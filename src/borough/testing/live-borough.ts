import { communities, withExchangedTraditions } from '../names/communities.ts'
import { finishLives } from '../people/finish.ts'
import type { Population } from '../people/person.ts'
import { buildPopulation } from '../people/population.ts'
import { proportionsFor } from '../people/proportions.ts'
import { makeSetting, type Setting } from '../people/setting.ts'
import { buildInstitutions } from '../places/institutions.ts'
import { buildTown } from '../places/town.ts'
import { plantCases } from '../planted/plant-cases.ts'
import { createRandom } from '../random.ts'

/** A borough's people with their lives and all that is planted, without any file. */
export function liveBorough(options: {
  children: number
  seed: string
  asOf?: string
  swapTraditions?: boolean
}): { population: Population; setting: Setting } {
  const { children, seed, asOf = '2026-11-01', swapTraditions = false } = options
  const random = createRandom(seed)
  const town = buildTown(random.fork('town'), Math.ceil(children / 1.7))
  const institutions = buildInstitutions(random.fork('institutions'), children)
  const setting = makeSetting({ town, institutions, proportions: proportionsFor(children) }, asOf)
  const table = swapTraditions ? withExchangedTraditions(communities) : communities
  const unfinished = buildPopulation(random.fork('people'), setting, table, children)
  plantCases(random.fork('planted'), unfinished)
  finishLives(setting, unfinished.population)
  return { population: unfinished.population, setting }
}
