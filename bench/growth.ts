import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writePeople } from './people.ts'
import { ROOT, runOurs, scratch } from './sides.ts'
import type { Row } from './table.ts'

/** How long one size took. */
export interface GrowthStep {
  records: number
  candidatePairs: number
  wall: number
  peakMb: number
  /** Seconds per million of records and candidate pairs together. */
  perMillion: number
}

const MOST_GROWTH = 1.3
const MOST_MEMORY_MB = 16 * 1024

/** Links made-up people from one million records, doubling, up to `millions`. */
export async function growthRow(
  millions: number,
  note: (text: string) => void,
): Promise<{ row: Row; steps: GrowthStep[] }> {
  const steps: GrowthStep[] = []
  for (let size = 1; size <= millions; size *= 2) {
    const step = await growthStep(size * 1_000_000)
    note(`growth ${size} million: ${step.wall.toFixed(1)} s`)
    steps.push(step)
  }
  const [first, last] = [steps[0], steps[steps.length - 1]]
  if (!first || !last) throw new RangeError('Growth needs at least one million records.')
  const ratio = last.perMillion / first.perMillion
  return {
    steps,
    row: {
      work: `growth from 1 to ${millions} million records`,
      splink: '–',
      ours: `${first.perMillion.toFixed(2)} s, then ${last.perMillion.toFixed(2)} s per million records and pairs; ${Math.round(last.peakMb)} MB`,
      ratio: `${ratio.toFixed(2)}×`,
      target: 'at most 1.3×, within 16 GB',
      reached: millions < 8 ? null : ratio <= MOST_GROWTH && last.peakMb <= MOST_MEMORY_MB,
    },
  }
}

async function growthStep(records: number): Promise<GrowthStep> {
  const file = join(await scratch(), `people-${records}.csv`)
  await writePeople(file, records)
  try {
    const line = await runOurs({
      model: join(ROOT, 'bench', 'models', 'people.yaml'),
      files: [file],
      truth: 'person',
      sortBy: 'id',
    })
    return {
      records: line.records,
      candidatePairs: line.candidate_pairs,
      wall: line.wall,
      peakMb: line.peak_mb,
      perMillion: (line.wall * 1e6) / (line.records + line.candidate_pairs),
    }
  } finally {
    await rm(file)
  }
}
