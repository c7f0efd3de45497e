import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordTruth } from '../nights/write-agency.ts'
import { everybody, type Population } from '../people/person.ts'
import {
  coverageFile,
  eventsFile,
  homesFile,
  namesFile,
  patternsFile,
  plantedFile,
} from './over-time.ts'
import { peopleFile, sealsFile } from './people.ts'
import { errorsFile, recordsFile } from './records.ts'
import { writeTruthFile } from './truth-file.ts'

/** The folder of the truth, beside those of the agencies. */
export const truthFolder = 'truth'

/** Writes the hidden truth into `<out>/truth/`; gives the files' names relative to `out`. */
export async function writeTruth(
  out: string,
  population: Population,
  records: readonly RecordTruth[],
): Promise<string[]> {
  const people = everybody(population)
  const files = [
    peopleFile(people, population.seals, population.asOf),
    namesFile(people),
    homesFile(people),
    coverageFile(people),
    eventsFile(people),
    plantedFile(people),
    patternsFile(population.patterns),
    sealsFile(population.seals),
    recordsFile(records),
    errorsFile(records),
  ]
  await mkdir(join(out, truthFolder), { recursive: true })
  for (const file of files) await writeTruthFile(join(out, truthFolder, file.name), file)
  return files.map((file) => `${truthFolder}/${file.name}`)
}
