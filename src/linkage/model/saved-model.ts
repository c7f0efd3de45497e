import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { LinkageError } from '../errors.ts'
import {
  type FrequencyTable,
  frequenciesFrom,
  frequencyTableSchema,
  plainFrequencies,
} from '../score/frequency-table.ts'
import { checkParameters, type Parameters } from '../train/parameters.ts'
import type { Model } from './model.ts'
import { parseModel } from './read-model.ts'

const share = z.number().min(0).max(1).nullable()
/** Parameters as they stand in a file. */
export const parametersSchema = z.object({
  version: z.literal(1),
  model: z.string(),
  prior: z.number().gt(0).lt(1),
  comparisons: z.array(
    z.object({
      name: z.string(),
      levels: z.array(z.object({ words: z.string(), m: share, u: share })),
    }),
  ),
  patterns: z.array(z.tuple([z.number(), z.number(), z.number()])).optional(),
  smallestShare: z.number().gt(0).optional(),
  variants: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))).optional(),
  kin: z
    .object({
      prior: z.number(),
      comparisons: z.array(z.string()),
      shares: z.array(z.array(share)),
    })
    .optional(),
  fingerprint: z
    .object({
      records: z.number(),
      columns: z.array(z.object({ name: z.string(), filled: z.number(), distinct: z.number() })),
      digest: z.string(),
    })
    .optional(),
})

const savedSchema = z.object({
  model: z.unknown(),
  parameters: parametersSchema,
  frequencies: frequencyTableSchema.optional(),
})

/**
 * Saves a trained model as JSON: the model as written, its parameters, the data's fingerprint; and
 * the frozen frequencies where they are given, which hold values of records.
 */
export async function saveModel(
  path: string,
  model: Model,
  parameters: Parameters,
  frequencies?: FrequencyTable,
): Promise<void> {
  const saved = {
    model: model.file,
    parameters,
    ...(frequencies ? { frequencies: plainFrequencies(frequencies) } : {}),
  }
  const mode = frequencies ? 0o600 : 0o666
  await writeFile(path, `${JSON.stringify(saved, null, 2)}\n`, { mode })
}

/** A model as it was saved, with what goes beside it. */
export interface SavedModel {
  model: Model
  parameters: Parameters
  /** The frequencies frozen with it, where they were. */
  frequencies?: FrequencyTable
}

/** Reads a saved model back. */
export async function readSavedModel(path: string): Promise<SavedModel> {
  let data: unknown
  try {
    data = JSON.parse(await readFile(path, 'utf8'))
  } catch {
    throw new LinkageError('model-unreadable', `Cannot read the saved model ${path}.`)
  }
  const outer = savedSchema.safeParse(data)
  if (!outer.success) {
    const [issue] = outer.error.issues
    throw new LinkageError(
      'model-invalid',
      `The saved model ${path} is not valid: ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  const model = parseModel(outer.data.model, path)
  const { patterns, fingerprint, kin, variants, smallestShare, ...rest } = outer.data.parameters
  const parameters: Parameters = {
    ...rest,
    ...(patterns ? { patterns } : {}),
    ...(kin ? { kin } : {}),
    ...(variants ? { variants } : {}),
    ...(smallestShare ? { smallestShare } : {}),
    ...(fingerprint ? { fingerprint } : {}),
  }
  checkParameters(parameters, model)
  const frozen = outer.data.frequencies
  return { model, parameters, ...(frozen ? { frequencies: frequenciesFrom(frozen) } : {}) }
}
