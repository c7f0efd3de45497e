import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { LinkageError } from '../errors.ts'
import { type Expression, printExpression } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import { parseModel } from '../model/read-model.ts'
import type { Warning } from '../options.ts'
import type { Parameters } from '../train/parameters.ts'
import { blockingOf } from './blocking.ts'
import { defaultM, defaultU, type Share, shareOf } from './shares.ts'
import { readLevel, type SplinkLevel } from './splink-level.ts'

const share = z.union([z.number(), z.string()]).nullish()
const levelSchema = z.object({
  sql_condition: z.string(),
  label_for_charts: z.string().nullish(),
  m_probability: share,
  u_probability: share,
  tf_adjustment_column: z.string().nullish(),
  tf_adjustment_weight: z.number().nullish(),
  tf_minimum_u_value: z.number().nullish(),
  disable_tf_exact_match_detection: z.boolean().nullish(),
  is_null_level: z.boolean().nullish(),
})
const settingsSchema = z.object({
  link_type: z.enum(['dedupe_only', 'link_only', 'link_and_dedupe']),
  probability_two_random_records_match: z.number().gt(0).lt(1),
  unique_id_column_name: z.string().default('unique_id'),
  blocking_rules_to_generate_predictions: z
    .array(
      z.union([
        z.string(),
        z.object({
          blocking_rule: z.string(),
          arrays_to_explode: z.array(z.string()).nullish(),
        }),
      ]),
    )
    .default([]),
  comparisons: z
    .array(
      z.object({
        output_column_name: z.string().nullish(),
        comparison_levels: z.array(levelSchema).min(2),
      }),
    )
    .min(1),
})
export type SplinkSettings = z.infer<typeof settingsSchema>
export type SplinkLevelSettings = z.infer<typeof levelSchema>

/** A model that Splink trained, ready to link with here. */
export interface SplinkModel {
  model: Model
  parameters: Parameters
  /** What could not be taken over, and what is asked of the database. */
  warnings: Warning[]
}

const MODES = {
  dedupe_only: 'dedupe',
  link_only: 'link',
  link_and_dedupe: 'link_and_dedupe',
} as const

/** Shares below this are kept off nought by Splink 5; Splink 4 leaves them as they are. */
const SMALLEST = 1e-300

/** Reads a model JSON that Splink 4 or 5 has written (`linker.misc.save_model_to_json`). */
export async function readSplinkModel(path: string): Promise<SplinkModel> {
  let data: unknown
  try {
    data = JSON.parse(await readFile(path, 'utf8'))
  } catch {
    throw new LinkageError('model-unreadable', `Cannot read the Splink model ${path}.`)
  }
  return parseSplinkModel(data, path)
}

/**
 * Takes over a model of Splink's: its levels as conditions of this engine where they have an equal,
 * else as SQL that the database runs; its m and u as frozen parameters. Pairs then have Splink's
 * match weights, and the model works wherever another does. Columns are read as text, and empty
 * text is missing; for Splink it is a value.
 */
export function parseSplinkModel(data: unknown, where = 'model'): SplinkModel {
  const parsed = settingsSchema.safeParse(data)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new LinkageError(
      'model-invalid',
      `The Splink model ${where} is not valid: ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  const settings = parsed.data
  const warnings: Warning[] = []
  const columns = new Set<string>()
  const names = new Set<string>()
  const comparisons = settings.comparisons.map(({ comparison_levels, output_column_name }, i) => {
    const at = `${where}: comparisons.${i}`
    const levels = comparison_levels.map((level, k) =>
      readLevel(level, comparison_levels, `${at}.comparison_levels.${k}`),
    )
    for (const { columns: own } of levels) for (const name of own) columns.add(name)
    const name = output_column_name ?? levels.flatMap((l) => l.columns)[0] ?? `comparison ${i}`
    if (levels.some((l) => l.isSql)) {
      warnings.push({
        code: 'splink-sql',
        message: `The comparison "${name}" has conditions that only the database understands: it is compared there, which takes longer.`,
      })
    }
    names.add(name)
    return { name, levels }
  })
  const blocking = blockingOf(settings, columns, warnings, where)
  const file = {
    name: where,
    id: settings.unique_id_column_name,
    mode: MODES[settings.link_type],
    columns: Object.fromEntries([...columns].map((c) => [c, printExpression(column(c))])),
    blocking,
    comparisons: comparisons.map(({ name, levels }) => ({
      name,
      columns: [...new Set(levels.flatMap((l) => l.columns))],
      levels: levels.map((l) => l.file),
    })),
    training: { prior: { probability: settings.probability_two_random_records_match } },
    clusters: { method: 'components' },
  }
  const model = parseModel(file, where)
  return { model, parameters: parametersOf(model, settings, comparisons), warnings }
}

const column = (name: string): Expression => ({ kind: 'column', name })

function parametersOf(
  model: Model,
  settings: SplinkSettings,
  comparisons: readonly { name: string; levels: readonly SplinkLevel[] }[],
): Parameters {
  return {
    version: 1,
    model: model.name,
    prior: settings.probability_two_random_records_match,
    smallestShare: SMALLEST,
    comparisons: comparisons.map(({ name, levels }, c) => {
      const given = settings.comparisons[c]?.comparison_levels ?? []
      const shown = given.filter((l) => !l.is_null_level)
      const pick = (l: SplinkLevelSettings, of: Share, standard: (n: number) => number[]) =>
        shareOf(l[of]) ?? (standard(shown.length)[shown.length - 1 - shown.indexOf(l)] as number)
      return {
        name,
        levels: levels.map(({ words }, k) => {
          const level = given[k] as SplinkLevelSettings
          if (level.is_null_level) return { words, m: null, u: null }
          return {
            words,
            m: pick(level, 'm_probability', defaultM),
            u: pick(level, 'u_probability', defaultU),
          }
        }),
      }
    }),
  }
}
