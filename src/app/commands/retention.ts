import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { BadInput } from '#kernel'
import { readConfig } from '#platform/config'
import { onOneConnection } from '#platform/db'
import { findWords, liftHold, placeHold, type RetentionOutcome } from '#retention'
import { ownSchemas } from '../backup/tables.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Home, openHome } from '../open-home.ts'
import { retain } from '../retention.ts'
import { type Finish, printFacts, printJson } from './command.ts'

/** `kith retention`: what has been kept long enough goes, provably, and what must stay is held. */
export function retentionCommand(finish: Finish): Command {
  return new Command('retention')
    .description('Erase what has been kept long enough, hold what must stay, prove what is gone.')
    .addCommand(runSubcommand())
    .addCommand(holdSubcommand())
    .addCommand(liftSubcommand())
    .addCommand(proveSubcommand(finish))
}

interface RunOptions {
  readonly dryRun?: true
  readonly json?: true
  readonly by: string
}

function runSubcommand(): Command {
  return new Command('run')
    .description('Erase what retention.yaml says is due, with everything derived from it.')
    .option('--dry-run', 'say what would be erased, and erase nothing')
    .option('--by <who>', 'who decided it, for the log', 'the nightly schedule')
    .option('--json', 'print one line of JSON')
    .action(async ({ dryRun, json, by }: RunOptions) => {
      await withHome('kith retention run', async (home) => {
        const outcome = await retain(home, { doneBy: by, dryRun: dryRun === true })
        if (json) printJson(outcome)
        else printOutcome(outcome, dryRun === true)
      })
    })
}

function printOutcome({ acts, derived, files }: RetentionOutcome, isDry: boolean) {
  const would = isDry ? 'would be ' : ''
  for (const { feed, cause, persons, records, spared } of acts) {
    const why = cause === 'gone' ? 'gone from the source' : 'agreement ended'
    process.stdout.write(
      `${feed} (${why}): ${persons} persons, ${records} source records ${would}erased; ${spared} persons held and spared\n`,
    )
  }
  if (acts.length === 0) process.stdout.write('No source record is due.\n')
  printFacts({ ...derived, [`landed files ${would}removed`]: files })
  process.stdout.write(
    'The access log and the log of erasures stay. Backups are not touched: see docs/retention.md.\n',
  )
}

interface HoldOptions {
  readonly reason: string
  readonly decision?: true
  readonly by: string
}

function holdSubcommand(): Command {
  return new Command('hold')
    .description('Keep a person’s records from being erased, by their source or by retention.')
    .argument('<reference>', 'the Child ID')
    .requiredOption('--reason <text>', 'which proceedings or decision, without a name')
    .requiredOption('--by <who>', 'who decided it')
    .option('--decision', 'a recorded decision rests on them (otherwise it is a legal hold)')
    .action(async (reference: string, { reason, by, decision }: HoldOptions) => {
      await withHome('kith retention hold', async (home) => {
        const held = await onOneConnection(home.database, (client) =>
          placeHold(client, {
            reference,
            reason,
            placedBy: by,
            kind: decision ? 'decision' : 'legal-hold',
          }),
        )
        printFacts({ 'source records of persons held': held })
      })
    })
}

function liftSubcommand(): Command {
  return new Command('lift')
    .description('Lift a hold: what is due goes with the next run.')
    .argument('<reference>', 'the Child ID')
    .requiredOption('--reason <text>', 'the reason that the hold was placed with')
    .requiredOption('--by <who>', 'who decided it')
    .action(async (reference: string, { reason, by }: { reason: string; by: string }) => {
      await withHome('kith retention lift', async (home) => {
        const lifted = await onOneConnection(home.database, (client) =>
          liftHold(client, { reference, reason, liftedBy: by }),
        )
        printFacts({ 'holds lifted': lifted })
      })
    })
}

function proveSubcommand(finish: Finish): Command {
  return new Command('prove')
    .description(
      'Look for words, one a line on standard input, in every table and landed file. Found: exit code 1.',
    )
    .action(async () => {
      const words = (await text(process.stdin))
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
      if (words.length === 0) {
        throw new BadInput('No words came on standard input.', {
          fix: 'Give one a line: kith retention prove < words.txt',
        })
      }
      await withHome('kith retention prove', async (home) => {
        const found = await proveGone(home, words)
        for (const { place, count } of found) process.stdout.write(`${place}  ${count}\n`)
        if (found.length === 0)
          process.stdout.write('Nothing is left in any table or landed file.\n')
        else finish(exitCodes.failed)
      })
    })
}

/** Where any of the words is left: tables with rows, landed files. */
export async function proveGone(
  { database, config }: Pick<Home, 'database' | 'config'>,
  words: readonly string[],
): Promise<{ place: string; count: number }[]> {
  const tables = await onOneConnection(database, (client) => findWords(client, ownSchemas, words))
  const landed = join(config.home, 'landed')
  const files = existsSync(landed)
    ? readdirSync(landed, { recursive: true, withFileTypes: true })
    : []
  const withWord = files.filter((file) => {
    if (!file.isFile()) return false
    const content = readFileSync(join(file.parentPath, file.name), 'latin1').toLowerCase()
    return words.some((word) => content.includes(word.toLowerCase()))
  })
  return [
    ...tables.map(({ table, rows }) => ({ place: table, count: rows })),
    ...withWord.map((file) => ({ place: join('landed', file.name), count: 1 })),
  ]
}

async function withHome(command: string, work: (home: Home) => Promise<void>): Promise<void> {
  const home = await openHome(readConfig(), command)
  try {
    await work(home)
  } finally {
    await home.close()
  }
}
