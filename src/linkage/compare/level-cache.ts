import { mix } from '../records/column.ts'

/** Places of the cache: few enough to stay near the processor. */
const PLACES = 1 << 14

/**
 * Levels of unequal pairs that were met lately. Each pair has one place and takes it from whoever
 * had it before: to work a level out again now and then costs less than to keep all that was met.
 */
export class LevelCache {
  /** Three words a place: the two things and their level. */
  readonly places = new Int32Array(PLACES * 3).fill(-1)

  /** The place of a pair. */
  placeOf(a: number, b: number): number {
    return (mix(a, b) & (PLACES - 1)) * 3
  }
}
