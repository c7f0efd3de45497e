import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command } from 'commander'
import { describeProblem, type FilePreview, previewFile, readFeed, readSecretKeys } from '#extract'
import { BadInput } from '#kernel'
import { readConfig } from '#platform/config'
import { exitCodes } from '../../exit-codes.ts'
import { type Finish, printJson, wholeNumber } from '../command.ts'

interface Options {
  rows?: number
  showValues?: true
  json?: true
}

const examples = 5

/** `kith feed check`: what a definition would make of a sample file, before it is used. */
export function checkCommand(finish: Finish): Command {
  return new Command('check')
    .description(
      'Check a feed definition, and preview what it makes of a sample file. Nothing is kept.',
    )
    .argument('<definition>', 'the definition, as feeds/README.md shows')
    .argument('[file]', 'a sample file of the source')
    .option('--rows <n>', 'read so many rows at most', wholeNumber(1))
    .option('--show-values', 'print a few records with their values: personal data')
    .option('--json', 'print one line of JSON')
    .action(async (definition: string, file: string | undefined, options: Options) => {
      const feed = readFeed(basename(definition), textOf(definition))
      if (file === undefined) {
        process.stdout.write(`The definition of ${feed.feed} is right.\n`)
        return
      }
      const preview = await previewFile(feed, file, {
        ...(options.rows !== undefined && { rows: options.rows }),
        keys: readSecretKeys(readConfig()),
        examples: options.showValues ? examples : 0,
      })
      if (options.json) printJson(preview)
      else print(preview)
      const isStopped = preview.checks.some(({ level }) => level === 'stop')
      if (preview.problems.length > 0 || isStopped) finish(exitCodes.feedRefused)
    })
}

function textOf(definition: string): string {
  try {
    return readFileSync(definition, 'utf8')
  } catch (cause) {
    throw new BadInput(`${definition} cannot be read.`, { cause })
  }
}

function print(preview: FilePreview): void {
  const { fileName, rowsRead, rowsGood, problems, checks } = preview
  const lines = [
    `${fileName}: ${count(rowsRead)} rows read, ${count(rowsGood)} good${preview.isWhole ? '' : ' (not to the end)'}`,
  ]
  if (!preview.nameFits)
    lines.push('The file’s name does not fit the pattern: a run would not find it.')
  lines.push('', 'Columns')
  const width = Math.max(...preview.columns.map(({ name }) => name.length))
  for (const { name, filled, isRequired, becomes } of preview.columns) {
    const share = rowsRead > 0 ? `${Math.round((100 * filled) / rowsRead)}%` : '–'
    const use = becomes.length > 0 ? becomes.join('; ') : 'not used'
    lines.push(
      `  ${name.padEnd(width)}  ${share.padStart(4)} filled${isRequired ? ', required' : ''}: ${use}`,
    )
  }
  lines.push('', 'Records')
  for (const [kind, { records, fields }] of Object.entries(preview.coverage.kinds)) {
    const shares = Object.entries(fields).map(
      ([field, times]) => `${field} ${Math.round((100 * times) / records)}%`,
    )
    lines.push(`  ${count(records)} of kind ${kind}: ${shares.join(', ')}`)
  }
  if (problems.length > 0)
    lines.push('', 'Problems', ...problems.map((one) => `  ${describeProblem(one)}`))
  const found = checks.filter(({ level }) => level !== 'passed')
  if (found.length > 0)
    lines.push('', 'Checks', ...found.map(({ level, message }) => `  ${level}: ${message}`))
  if (preview.examples.length > 0) lines.push('', 'Examples')
  for (const { kind, content } of preview.examples)
    lines.push(`  ${kind} ${JSON.stringify(content)}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

function count(value: number): string {
  return value.toLocaleString('en-GB')
}
