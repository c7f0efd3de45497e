import { LinkageError } from './errors.ts'
import { checkThreshold, type LinkOptions, type LinkResult } from './options.ts'
import { RunClock } from './progress.ts'
import { quote } from './records/tables.ts'
import type { AnswerNames } from './records/write-answer.ts'
import {
  answer,
  compare,
  type Inspect,
  type Learnt,
  learn,
  learnAgain,
  prepare,
  type Run,
} from './run-stages.ts'
import { withVariants } from './train/variants.ts'

let runs = 0

/** The last run of each connection: two at once would take each other's rows. */
const queues = new WeakMap<LinkOptions['connection'], Promise<unknown>>()

/**
 * Links the records of one or several tables: candidate pairs, weights, clusters. The answer is
 * left in temporary tables of the connection until `dropLinkResult`. Cancelled or failed, nothing
 * is left behind. Runs on one connection wait for each other.
 */
export async function link(options: LinkOptions): Promise<LinkResult> {
  for (const threshold of options.alsoAt ?? []) checkThreshold(threshold, 'A threshold of alsoAt')
  return await linkAndInspect(options)
}

/** The same, with a look at all that the run knows before it lets go of it. */
export async function linkAndInspect(options: LinkOptions, inspect?: Inspect): Promise<LinkResult> {
  return await inTurn(options, answer, inspect)
}

/**
 * Reads, compares and learns when it is the connection's turn, and hands what is then known to
 * `finish`. Where that fails, nothing is left in the connection.
 */
export async function inTurn<T>(
  options: LinkOptions,
  finish: (run: Run, learnt: Learnt) => Promise<T>,
  inspect?: Inspect,
): Promise<T> {
  if (options.tables.length === 0)
    throw new LinkageError('input-invalid', 'No table was given to link.')
  if (options.threshold !== undefined) checkThreshold(options.threshold, 'The threshold')
  const before = queues.get(options.connection) ?? Promise.resolve()
  const run = before.then(() => runLinkage(options, finish, inspect))
  queues.set(
    options.connection,
    run.catch(() => {}),
  )
  return await run
}

async function runLinkage<T>(
  options: LinkOptions,
  finish: (run: Run, learnt: Learnt) => Promise<T>,
  inspect?: Inspect,
): Promise<T> {
  const names = namesOf(`linkage_${++runs}`)
  const { parameters: frozen, model } = options
  const taught = frozen?.variants ? withVariants(model, frozen.variants) : model
  const run: Run = {
    options: { ...options, model: taught },
    names,
    clock: new RunClock(options.onProgress, options.signal, inspect !== undefined),
    warnings: [],
    onEnd: [],
    ...(inspect ? { inspect } : {}),
  }
  try {
    const prepared = await prepare(run)
    const compared = await compare(run, prepared)
    const warned = run.warnings.length
    const parameters = await learn(run, prepared, compared)
    const learnt = await learnAgain(run, { prepared, compared, parameters }, warned)
    return await finish(learnt.run, learnt)
  } catch (error) {
    await dropRun(options.connection, names)
    throw error
  } finally {
    for (const end of run.onEnd) end()
  }
}

/** Drops what a run left in the connection. */
export async function dropLinkResult(
  connection: LinkOptions['connection'],
  result: LinkResult,
): Promise<void> {
  await dropRun(connection, namesOf(result.clusters.replace(/_clusters$/, '')))
}

const namesOf = (run: string): AnswerNames => ({
  ids: `${run}_ids`,
  clusters: `${run}_clusters`,
  clusterRows: `${run}_cluster_rows`,
  pairs: `${run}_pairs`,
  pairRows: `${run}_pair_rows`,
  patterns: `${run}_patterns`,
})

/** Drops every temporary table of a run: they all begin with its name. */
export async function dropRun(
  connection: LinkOptions['connection'],
  names: AnswerNames,
): Promise<void> {
  await connection.run(`DROP VIEW IF EXISTS temp.${quote(names.pairs)}`)
  const found = await connection.runAndReadAll(
    'SELECT table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, $1)',
    [names.ids.replace(/ids$/, '')],
  )
  for (const [table] of found.getRows())
    await connection.run(`DROP TABLE temp.${quote(String(table))}`)
}
