import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { BadInput } from '#kernel'
import { type CompiledFeed, compileFeed, type DefinitionProblem } from '../mapping/compile-feed.ts'
import { type CompiledTable, compileTables } from '../mapping/compile-tables.ts'
import { type FeedDefinition, feedSchema } from './feed-schema.ts'
import { isFilePattern } from './file-pattern.ts'

/** A feed: its definition, checked, and ready to read files by. */
export interface Feed extends FeedDefinition {
  /** The definition's own file name, for messages. */
  readonly definitionFile: string
  /** Changes with all that decides how a file is read, and with nothing else. */
  readonly digest: string
  readonly compiled: CompiledFeed
  /** Of a ZIP: its tables, in the order of the definition. Otherwise none. */
  readonly compiledTables: readonly CompiledTable[]
}

/**
 * Reads every feed definition (`*.yaml`) of a folder, in order of name.
 *
 * @throws BadInput naming the file, the line and the field of everything that is wrong with one.
 */
export function readFeeds(dir: string): Feed[] {
  let files: string[]
  try {
    files = readdirSync(dir)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
  } catch (cause) {
    throw new BadInput(`The folder of feed definitions, ${dir}, cannot be read.`, { cause })
  }
  if (files.length === 0) {
    throw new BadInput(`There is no feed definition in ${dir}.`, {
      fix: 'Write one as feeds/README.md shows, or set KITH_FEEDS to the folder that has them.',
    })
  }
  return files.map((file) => readFeed(file, readFileSync(join(dir, file), 'utf8')))
}

/** Checks one definition; `file` is its name, for messages. Errors as {@link readFeeds}. */
export function readFeed(file: string, yaml: string): Feed {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: true })
  const broken = document.errors[0]
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line
    throw refused(file, [`line ${line}: ${broken.message.split('\n')[0]}`], line)
  }
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: number[] } | undefined
      if (node?.range?.[0] !== undefined) return lines.linePos(node.range[0]).line
    }
    return isMap(document.contents) ? 1 : undefined
  }
  const say = (path: readonly PropertyKey[], message: string) => {
    const line = lineOf(path)
    return `${line === undefined ? '' : `line ${line}, `}${nameOf(path)} ${message}`
  }
  const parsed = feedSchema.safeParse(document.toJS())
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap(deepest)
    const first = issues[0]
    throw refused(
      file,
      issues.map((issue) => say(issue.path, `: ${issue.message}`)),
      first && lineOf(first.path),
    )
  }
  const feed = parsed.data
  const { compiledTables, problems: inTables } = compileTables(feed)
  // What a feed of tables gives is what its tables give; their columns are each table's own.
  const records = [
    ...feed.records,
    ...compiledTables.flatMap((table) => table.compiled.feed.records),
  ]
  const whole = feed.tables === undefined ? compileFeed(feed) : undefined
  const compiled = whole?.compiled ?? noRows(feed)
  const all = [...(whole?.problems ?? []), ...inTables, ...crossChecks(file, feed)]
  const first = all[0]
  if (first) {
    throw refused(
      file,
      all.map(({ path, message }) => say(path, message)),
      lineOf(first.path),
    )
  }
  const digest = readingDigest(feed)
  return { ...feed, records, definitionFile: file, digest, compiled, compiledTables }
}

/** Of a ZIP no row is the feed's own: each is one of its tables'. */
function noRows(feed: FeedDefinition): CompiledFeed {
  const toRecords = () => ({ records: [], problems: [], personKey: undefined })
  return { feed, columnNames: [], optionalColumns: new Set(), toRecords }
}

function readingDigest(feed: FeedDefinition): string {
  const {
    source,
    organisation,
    owner,
    steward,
    agreement,
    schedule,
    trust,
    checks,
    restriction,
    ...rest
  } = feed
  // Of the checks only what changes how a row is read.
  const { newColumns, missingColumns, unknownCodes } = checks
  const reading = { ...rest, newColumns, missingColumns, unknownCodes }
  return hash('sha256', JSON.stringify(reading), 'hex')
}

function crossChecks(file: string, feed: FeedDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = []
  if (file !== `${feed.feed}.yaml`) {
    problems.push({ path: ['feed'], message: `is ${feed.feed}, but the file is ${file}` })
  }
  const { every, on, sent } = feed.schedule
  if (
    every === 'day' &&
    /\b(week|month|term|year|(mon|tues|wednes|thurs|fri|satur|sun)day)/i.test(sent)
  ) {
    problems.push({
      path: ['schedule'],
      message: `says it is sent "${sent}", and without every it is expected each day: add every: week, weekday, month or term`,
    })
  }
  if (on !== undefined && every !== 'week') {
    problems.push({ path: ['schedule', 'on'], message: 'is for every: week' })
  }
  problems.push(...unsettledRestriction(feed))
  if (!isFilePattern(feed.file.pattern)) {
    problems.push({
      path: ['file', 'pattern'],
      message: 'has no date in its braces, such as {yyyyMMdd}, or has it twice',
    })
  }
  if (feed.extract === 'full' && feed.file.pattern.includes('{extract}')) {
    problems.push({
      path: ['file', 'pattern'],
      message: 'has {extract}, which is for a feed of extract: delta',
    })
  }
  return problems
}

const settle =
  'Say restriction: left-out if the source leaves restricted people out of its extract, or restriction: not-recorded if it keeps no such mark and other sources do; or map isRestricted to the column that says it'

/** A feed in which everybody is open must say how that came to be, before it is switched on. */
function unsettledRestriction(feed: FeedDefinition): DefinitionProblem[] {
  const tables = Object.values(feed.tables ?? {})
  const isConstant = [...feed.records, ...tables.flatMap(({ records }) => records)].some(
    ({ kind, fields }) => {
      const source = fields['isRestricted']
      return (
        kind === 'person' &&
        typeof source === 'object' &&
        'value' in source &&
        source.value === false
      )
    },
  )
  const problem = (message: string) => [{ path: ['restriction'], message }]
  if (!isConstant) return []
  if (feed.restriction === undefined) {
    return problem(`is missing: isRestricted is false for everybody. ${settle}`)
  }
  return feed.restriction === 'undecided'
    ? problem(`is undecided: nothing would hide a restricted person. ${settle}`)
    : []
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Of a union that fits nowhere, the reason of the alternative that came furthest. */
function deepest(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const nested = issue.errors
    .map((alternative) => alternative.flatMap(deepest))
    .map((issues) => issues.map((i) => ({ ...i, path: [...issue.path, ...i.path] })))
  const depth = (issues: Issue[]) => Math.max(0, ...issues.map((i) => i.path.length))
  const best = nested.sort((a, b) => depth(b) - depth(a))[0] ?? []
  return depth(best) > issue.path.length
    ? best
    : [{ path: issue.path, message: 'has a form that is not known here' }]
}

function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : String(part)))
    .join('.')
    .replaceAll('.[', '[')
}

function refused(file: string, problems: readonly string[], line: number | undefined): BadInput {
  return new BadInput(`The feed definition ${file} is wrong. ${problems.join('; ')}`, {
    fix: 'Correct it; feeds/README.md explains each line.',
    where: { file, line },
  })
}
