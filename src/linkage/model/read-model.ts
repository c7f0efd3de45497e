import { readFile } from 'node:fs/promises'
import { parse as parseYaml } from 'yaml'
import { LinkageError } from '../errors.ts'
import { checkFunctions } from './check-functions.ts'
import { columnsOf, type Expression, parseExpression } from './expression.ts'
import type { Comparison, Level, Model, ModelColumn } from './model.ts'
import { type LevelText, readyMadeLevels } from './ready-made.ts'
import { type ComparisonFile, type ModelFile, modelSchema } from './schema.ts'

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
    return {
      words: full.words ?? on.join(' and '),
      keys: keyOf(full.on, `blocking.${i}`),
      cap: full.cap ?? file.block_cap,
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
  const free = file.sources?.free_of_duplicates ?? false
  return {
    name: file.name ?? where,
    id: file.id,
    mode: file.mode ?? null,
    sources: { column: file.sources?.column ?? null, freeOfDuplicates: free },
    columns,
    blocking,
    comparisons: file.comparisons.map((c, i) =>
      buildComparison(c, `${where}: comparisons.${i}`, known),
    ),
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
      emIterations: file.training.em_iterations,
      emConvergence: file.training.em_convergence,
    },
    thresholds: file.thresholds,
    constraints: {
      onePerSource: file.constraints.one_per_source ?? free !== false,
      notTwoOf: file.constraints.not_two_of,
      weakBridges: file.constraints.weak_bridges,
    },
  }
}

function buildComparison(c: ComparisonFile, where: string, known: Set<string>): Comparison {
  const texts: LevelText[] = c.levels
    ? c.levels.map((l) => {
        if (typeof l === 'string') return { when: l, words: l === 'else' ? 'differs' : l }
        const tf = l.term_frequency
        return {
          when: l.when,
          words: l.words ?? l.when,
          ...(l.missing ? { missing: true } : {}),
          ...(typeof tf === 'string' ? { termFrequency: tf } : {}),
        }
      })
    : readyMadeLevels(c, where)
  const levels = texts.map((t, i): Level => {
    const own = c.levels?.[i]
    const fixed = typeof own === 'object' ? own : null
    return {
      when: t.when === 'else' ? 'else' : checked(t.when, `${where}.levels.${i}`, known, true),
      words: t.words,
      missing: t.missing ?? false,
      termFrequency: t.termFrequency
        ? checked(t.termFrequency, `${where}.levels.${i}.term_frequency`, known)
        : null,
      fixedM: fixed?.m ?? null,
      fixedU: fixed?.u ?? null,
    }
  })
  if (levels.at(-1)?.when !== 'else') {
    levels.push({
      when: 'else',
      words: 'differs',
      missing: false,
      termFrequency: null,
      fixedM: null,
      fixedU: null,
    })
  }
  const tf = typeof c.term_frequency === 'object' ? c.term_frequency : {}
  return {
    name: c.name ?? (c.columns ?? [c.column]).join('_'),
    levels,
    termFrequency: { table: tf.table ?? null, weight: tf.weight ?? 1, minimumU: tf.minimum_u ?? 0 },
  }
}

function checked(
  source: string,
  where: string,
  known: Set<string> | null,
  pair = false,
): Expression {
  let tree: Expression
  try {
    tree = parseExpression(source)
    checkFunctions(tree, pair)
  } catch (error) {
    if (error instanceof LinkageError)
      throw new LinkageError(error.code, `${where}: ${error.message}`)
    throw error
  }
  const stranger = known && columnsOf(tree).find((name) => !known.has(name))
  if (stranger) {
    throw new LinkageError(
      'model-invalid',
      `${where}: "${stranger}" is not among the model's columns (${[...(known ?? [])].join(', ')}).`,
    )
  }
  return tree
}
