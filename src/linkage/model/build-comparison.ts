import { LinkageError } from '../errors.ts'
import { checked } from './checked-expression.ts'
import { printExpression } from './expression.ts'
import { labelOf } from './level-words.ts'
import { type Comparison, EITHER_WAY_VALUE, type Level } from './model.ts'
import { type LevelText, readyMadeLevels } from './ready-made.ts'
import { sayCondition } from './say-condition.ts'
import type { ComparisonFile } from './schema.ts'

/** Two levels are packed into a byte, so a comparison may have this many. */
const MOST_LEVELS = 15
/** Stands for the condition of a level that is the caller's SQL. */
const OWN_SQL = 'sql'

/** A comparison of a model file, spelled out: one, or two where columns are compared either way. */
export function buildComparisons(
  c: ComparisonFile,
  where: string,
  known: Set<string>,
): Comparison[] {
  const either = c.kind === 'either_way'
  const columns = c.columns ?? (c.column ? [c.column] : [])
  const name = c.name ?? columns.join('_')
  const words = wordsOf(c, columns, where)
  const label = either ? EITHER_WAY_VALUE : (words[0] ?? labelOf(name))
  const texts = c.levels
    ? c.levels.map((l, i) => ownLevel(l, label, `${where}.levels.${i}`))
    : readyMadeLevels(c, where)
  if (c.levels && c.term_frequency && texts.every((t) => t.termFrequency === undefined)) {
    throw new LinkageError(
      'model-invalid',
      `${where}: has levels of its own, so say at the level whose frequency counts: "term_frequency: surname", say.`,
    )
  }
  if (texts.at(-1)?.when !== 'else') texts.push({ when: 'else', words: `different ${label}` })
  texts.forEach((text, i) => {
    if (texts.slice(0, i).some((t) => t.words === text.words)) text.words += ` (${text.when})`
  })
  if (texts.length > MOST_LEVELS) {
    throw new LinkageError(
      'model-invalid',
      `${where}: has ${texts.length} levels; ${MOST_LEVELS} are the most.`,
    )
  }
  const names = either ? new Set([EITHER_WAY_VALUE]) : known
  const levels = texts.map((t, i) => buildLevel(t, `${where}.levels.${i}`, names, c.levels?.[i]))
  const nicknames = c.nicknames ?? []
  const learnsVariants = c.learn_variants ?? false
  if (
    levels.some((l) => l.when !== 'else' && l.when.kind === 'sql') &&
    (columns.length === 0 || either)
  ) {
    throw new LinkageError(
      'model-invalid',
      `${where}: name the columns that its SQL speaks of, under "columns".`,
    )
  }
  const unknown = columns.find((n) => !known.has(n))
  if (unknown !== undefined) {
    throw new LinkageError(
      'model-invalid',
      `${where}: "${unknown}" is not among the model's columns (${[...known].join(', ')}).`,
    )
  }
  const tf = typeof c.term_frequency === 'object' ? c.term_frequency : {}
  const termFrequency = {
    table: tf.table ?? null,
    weight: tf.weight ?? 1,
    minimumU: tf.minimum_u ?? 0,
  }
  if (!either)
    return [
      {
        name,
        words: label,
        columns,
        levels,
        eitherWay: null,
        nicknames,
        learnsVariants,
        termFrequency,
      },
    ]
  const [one, two] = columns
  if (
    columns.length !== 2 ||
    one === undefined ||
    two === undefined ||
    columns.some((n) => !known.has(n))
  ) {
    throw new LinkageError(
      'model-invalid',
      `${where}: a comparison either way needs two of the model's columns.`,
    )
  }
  return [one, two].map((name, part) => ({
    name,
    words: words[part] ?? labelOf(name),
    columns: [one, two],
    levels: levels.map((l) => ({
      ...l,
      words: l.words.replaceAll(EITHER_WAY_VALUE, words[part] ?? labelOf(name)),
    })),
    eitherWay: { columns: [one, two], part: part as 0 | 1 },
    nicknames,
    learnsVariants,
    termFrequency,
  }))
}

/** What people call that which is compared: one phrase, or one for either of two columns. */
function wordsOf(
  { words, kind }: ComparisonFile,
  columns: readonly string[],
  where: string,
): readonly string[] {
  if (words === undefined) return []
  const wanted = kind === 'either_way' ? columns.length : 1
  const given = typeof words === 'string' ? [words] : words
  if (given.length === wanted) return given
  throw new LinkageError(
    'model-invalid',
    `${where}: "words" needs ${wanted === 1 ? 'one phrase' : 'a list of two phrases, one for each column'}.`,
  )
}

function ownLevel(
  l: NonNullable<ComparisonFile['levels']>[number],
  label: string,
  where: string,
): LevelText {
  const say = (when: string) =>
    when === 'else' ? `different ${label}` : sayCondition(checked(when, where, null, true))
  if (typeof l === 'string') return { when: l, words: say(l) }
  const tf = l.term_frequency
  return {
    when: l.when ?? OWN_SQL,
    words: l.words ?? (l.when === undefined ? (l.sql ?? '') : say(l.when)),
    ...(l.missing ? { missing: true } : {}),
    ...(tf ? { termFrequency: tf === true ? sharedValue(l.when, where) : tf } : {}),
  }
}

/** What both records hold the same of where a level holds: `surname` of `equal(surname)`. */
function sharedValue(when: string | undefined, where: string): string {
  const e = when === undefined || when === 'else' ? null : checked(when, where, null, true)
  const [argument] = e?.kind === 'call' && e.name === 'equal' && e.args.length === 1 ? e.args : []
  if (argument !== undefined) return printExpression(argument)
  throw new LinkageError(
    'model-invalid',
    `${where}: name what the frequency is of ("term_frequency: surname", say); "true" will do for equal(...) alone.`,
  )
}

function buildLevel(
  text: LevelText,
  where: string,
  known: Set<string>,
  own: NonNullable<ComparisonFile['levels']>[number] | undefined,
): Level {
  const fixed = typeof own === 'object' ? own : null
  const tf = text.termFrequency
  return {
    when: fixed?.sql
      ? { kind: 'sql', sql: fixed.sql }
      : text.when === 'else'
        ? 'else'
        : checked(text.when, where, known, true),
    words: text.words,
    missing: text.missing ?? false,
    termFrequency:
      tf === undefined
        ? null
        : tf === EITHER_WAY_VALUE
          ? 'part'
          : checked(tf, `${where}.term_frequency`, known),
    frequency: fixed?.frequency
      ? {
          weight: fixed.frequency.weight ?? null,
          minimumU: fixed.frequency.minimum_u ?? null,
          u: fixed.frequency.u ?? null,
        }
      : null,
    fixedM: fixed?.m ?? null,
    fixedU: fixed?.u ?? null,
    hold: fixed?.hold ?? null,
  }
}
