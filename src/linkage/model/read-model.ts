import { readFile } from 'node:fs/promises'
import { parse as parseYaml } from 'yaml'
import { LinkageError } from '../errors.ts'
import { buildComparisons } from './build-comparison.ts'
import { checked } from './checked-expression.ts'
import type { Model, ModelColumn } from './model.ts'
import { type ModelFile, modelSchema } from './schema.ts'

/**
 * Reads a model from a YAML or JSON file. Errors name the file and the field.
 */
export async function readModel(path: string): Promise<Model> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    throw new LinkageError('model-unreadable', `Cannot read the model file ${path}.`)
  }
  let data: unknown
  try {
    data = parseYaml(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new LinkageError(
      'model-unreadable',
      `The model file ${path} is not YAML or JSON: ${reason}`,
    )
  }
  return parseModel(data, path)
}

/** Checks a model given as plain data; `where` names it in errors. */
export function parseModel(data: unknown, where = 'model'): Model {
  const result = modelSchema.safeParse(data)
  if (!result.success) {
    const lines = result.error.issues.map((i) => `  ${i.path.join('.') || '(top)'}: ${i.message}`)
    throw new LinkageError('model-invalid', `The model ${where} is not valid:\n${lines.join('\n')}`)
  }
  return build(result.data, where)
}

/** Comparing every pair is for small tables: this many records make 12.5 million pairs. */
const EVERYTHING_CAP = 5000

function build(file: ModelFile, where: string): Model {
  const columns = Object.entries(file.columns).map(
    ([name, from]): ModelColumn => ({
      name,
      from:
        typeof from === 'string'
          ? { expression: checked(from, `${where}: columns.${name}`, null) }
          : { sql: from.sql },
    }),
  )
  const known = new Set(columns.map((c) => c.name))
  const keyOf = (key: string | string[], at: string) =>
    (Array.isArray(key) ? key : [key]).flatMap((k) => {
      const tree = checked(k, `${where}: ${at}`, known)
      return tree.kind === 'and' ? tree.parts : [tree]
    })
  const blocking = file.blocking.map((rule, i) => {
    const full = typeof rule === 'string' || Array.isArray(rule) ? { on: rule } : rule
    const on = Array.isArray(full.on) ? full.on : [full.on]
    if (on.length === 1 && on[0] === 'everything')
      return {
        words: 'every pair',
        keys: [],
        cap: full.cap ?? EVERYTHING_CAP,
        ownCap: full.cap !== undefined,
      }
    return {
      words: full.words ?? on.join(' and '),
      keys: keyOf(full.on, `blocking.${i}`),
      cap: full.cap ?? file.block_cap,
      ownCap: full.cap !== undefined,
    }
  })
  const { prior } = file.training
  for (const name of file.constraints.not_two_of) {
    if (!known.has(name)) {
      throw new LinkageError(
        'model-invalid',
        `${where}: constraints.not_two_of names "${name}", which is not among the columns.`,
      )
    }
  }
  const comparisons = file.comparisons.flatMap((c, i) =>
    buildComparisons(c, `${where}: comparisons.${i}`, known),
  )
  checkNames(
    comparisons.map((c) => c.name),
    file,
    where,
  )
  const free = file.sources?.free_of_duplicates ?? false
  return {
    name: file.name ?? where,
    file,
    id: file.id,
    mode: file.mode ?? null,
    sources: { column: file.sources?.column ?? null, freeOfDuplicates: free },
    columns,
    blocking,
    comparisons,
    training: {
      prior:
        typeof prior === 'object' && 'rules' in prior
          ? {
              rules: prior.rules.map((r, i) => keyOf(r, `training.prior.rules.${i}`)),
              recall: prior.recall,
            }
          : prior,
      uPairs: file.training.u_pairs,
      em: (file.training.em ?? []).map((r, i) => keyOf(r, `training.em.${i}`)),
      fromApart: file.training.from_apart,
      relatives: file.training.relatives,
      emIterations: file.training.em_iterations,
      emConvergence: file.training.em_convergence,
    },
    thresholds: file.thresholds,
    constraints: {
      onePerSource: file.constraints.one_per_source ?? free !== false,
      notTwoOf: file.constraints.not_two_of,
      needsOneOf: file.constraints.needs_one_of,
    },
    clusters: { method: file.clusters.method, unseenBits: file.clusters.unseen_bits },
  }
}

/** Comparisons must differ by name, and what speaks of one must name one. */
function checkNames(names: readonly string[], file: ModelFile, where: string): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) {
    throw new LinkageError('model-invalid', `${where}: two comparisons are called "${twice}".`)
  }
  const spoken = {
    'training.relatives': file.training.relatives,
    'constraints.needs_one_of': file.constraints.needs_one_of,
  }
  for (const [field, list] of Object.entries(spoken)) {
    const unknown = list.find((name) => !names.includes(name))
    if (unknown !== undefined) {
      throw new LinkageError(
        'model-invalid',
        `${where}: ${field} names "${unknown}", which is not a comparison (${names.join(', ')}).`,
      )
    }
  }
}
