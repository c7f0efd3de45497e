import { z } from 'zod'

const key = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const probability = z.number().min(0).max(1)

const level = z.union([
  z.string().min(1),
  z
    .strictObject({
      when: z.string().min(1).optional(),
      sql: z.string().min(1).optional(),
      words: z.string().optional(),
      missing: z.boolean().optional(),
      hold: z.enum(['apart', 'ask']).optional(),
      term_frequency: z.union([z.boolean(), z.string()]).optional(),
      frequency: z
        .strictObject({
          weight: z.number().min(0).max(1).optional(),
          minimum_u: probability.optional(),
          u: probability.optional(),
        })
        .optional(),
      m: probability.optional(),
      u: probability.optional(),
    })
    .refine((l) => (l.when === undefined) !== (l.sql === undefined), 'needs either when or sql'),
])

const tfSettings = z.strictObject({
  table: z.string().optional(),
  weight: z.number().min(0).max(1).optional(),
  minimum_u: probability.optional(),
})

const comparison = z
  .strictObject({
    name: z.string().min(1).optional(),
    kind: z
      .enum([
        'exact',
        'text',
        'name',
        'full_name',
        'damerau_levenshtein',
        'jaccard',
        'date',
        'postcode',
        'email',
        'distance',
        'array',
        'number',
        'either_way',
        'custom',
      ])
      .optional(),
    column: z.string().optional(),
    columns: z.array(z.string()).min(1).optional(),
    thresholds: z.array(z.number()).min(1).optional(),
    term_frequency: z.union([z.boolean(), tfSettings]).optional(),
    nicknames: z.array(z.array(z.string()).min(2)).optional(),
    learn_variants: z.boolean().optional(),
    levels: z.array(level).min(2).optional(),
    words: z.union([z.string().min(1), z.array(z.string().min(1))]).optional(),
  })
  .refine((c) => c.kind !== undefined || c.levels !== undefined, 'needs a kind or its own levels')

const blockingRule = z.union([
  key,
  z.strictObject({ on: key, cap: z.int().min(2).optional(), words: z.string().optional() }),
])

/** The shape of a model file. Names are those that a person writes in YAML. */
export const modelSchema = z.strictObject({
  name: z.string().optional(),
  id: z.string().min(1).default('id'),
  mode: z.enum(['dedupe', 'link', 'link_and_dedupe']).optional(),
  sources: z
    .strictObject({
      column: z.string().optional(),
      free_of_duplicates: z.union([z.boolean(), z.array(z.string())]).default(false),
    })
    .optional(),
  columns: z.record(z.string(), z.union([z.string(), z.strictObject({ sql: z.string() })])),
  blocking: z.array(blockingRule).min(1).max(255),
  block_cap: z.int().min(2).default(10_000),
  comparisons: z.array(comparison).min(1),
  training: z
    .strictObject({
      prior: z
        .union([
          z.strictObject({ probability }),
          z.strictObject({ rules: z.array(key).min(1), recall: z.number().gt(0).max(1) }),
          z.literal('estimate'),
        ])
        .default('estimate'),
      u_pairs: z.number().min(1000).default(1_000_000),
      em: z.array(key).min(1).optional(),
      from_apart: z.boolean().default(true),
      relatives: z.array(z.string()).default([]),
      em_iterations: z.int().min(1).default(25),
      em_convergence: z.number().gt(0).default(1e-4),
    })
    .prefault({}),
  thresholds: z
    .strictObject({ match: probability.default(0.5), review: probability.default(0.05) })
    .prefault({}),
  constraints: z
    .strictObject({
      one_per_source: z.boolean().optional(),
      not_two_of: z.array(z.string()).default([]),
      needs_one_of: z.array(z.string()).default([]),
    })
    .prefault({}),
  clusters: z
    .strictObject({
      method: z.enum(['components', 'best_first', 'average']).default('average'),
      unseen_bits: z.number().default(-1.5),
    })
    .prefault({}),
})

export type ModelFile = z.infer<typeof modelSchema>
export type ComparisonFile = z.infer<typeof comparison>
