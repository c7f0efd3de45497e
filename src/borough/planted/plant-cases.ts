import type { Unfinished } from '../people/population.ts'
import type { Random } from '../random.ts'
import { plantAdoptions } from './adoption.ts'
import { plantPatterns } from './patterns.ts'
import { plantPlaces } from './places.ts'
import { startPlanting } from './planting.ts'

/** Plants every case of `plantedCases` into a population, each group from a stream of its own. */
export function plantCases(random: Random, unfinished: Unfinished): void {
  const planting = startPlanting(random, unfinished)
  plantPlaces(planting)
  plantAdoptions(planting)
  plantPatterns(planting)
}
