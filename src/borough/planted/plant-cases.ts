import type { Unfinished } from '../people/population.ts'
import type { Random } from '../random.ts'
import { plantAdoptions } from './adoption.ts'
import { plantFamilies } from './families.ts'
import { findCases } from './found.ts'
import { plantIdentifiers } from './identifiers.ts'
import { plantIdentity } from './identity.ts'
import { plantNames } from './names.ts'
import { plantPatterns } from './patterns.ts'
import { plantPlaces } from './places.ts'
import { startPlanting } from './planting.ts'
import { plantPolice } from './police.ts'
import { plantUnseen } from './unseen.ts'

/**
 * Plants every case of `plantedCases` into a population, each group from a stream of its own. Families
 * with the rarest traits are taken first; in each family one case at most that changes its life.
 */
export function plantCases(random: Random, unfinished: Unfinished): void {
  const planting = startPlanting(random, unfinished)
  plantIdentifiers(planting)
  plantIdentity(planting)
  plantPolice(planting)
  plantUnseen(planting)
  plantAdoptions(planting)
  plantPlaces(planting)
  plantFamilies(planting)
  plantPatterns(planting)
  plantNames(planting)
  findCases(planting)
}
