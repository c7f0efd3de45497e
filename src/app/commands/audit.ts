import { Command } from 'commander'
import { eraseFromLog, lodgeHead, readLodgedHeads, verifyAccessLog } from '#access'
import { readConfig } from '#platform/config'
import { progressDisplay } from '#platform/terminal'
import { exitCodes } from '../exit-codes.ts'
import { type Home, openHome } from '../open-home.ts'
import { type Finish, printFacts, printJson, wholeNumber } from './command.ts'

/** `kith audit`: whether the access log is as it was written. */
export function auditCommand(finish: Finish): Command {
  const command = new Command('audit').description(
    'Prove the access log, lodge its head, erase from it.',
  )
  command
    .command('verify')
    .description(
      'Follow the log from its first row to its last, and name each row that was tampered with.',
    )
    .option('--heads <dir>', 'the folder with the lodged heads (default: KITH_AUDIT_HEADS)')
    .option('--json', 'print one line of JSON')
    .action(async (options: { heads?: string; json?: true }) => {
      await withHome('kith audit verify', (home) => verify(home, options, finish))
    })
  command
    .command('lodge')
    .description('Write down the log’s head outside the database; kith run does so every night.')
    .option('--heads <dir>', 'the folder to write to (default: KITH_AUDIT_HEADS)')
    .action(async (options: { heads?: string }) => {
      await withHome('kith audit lodge', async ({ config, database }) => {
        const head = await lodgeHead(database.db, options.heads ?? config.auditHeadsDir)
        printFacts({ row: head?.id ?? 0, hash: head?.hash ?? 'the log is empty' })
      })
    })
  command
    .command('erase')
    .description(
      'Erase what was searched for in rows of the log; the rows stay, and the chain verifies.',
    )
    .requiredOption('--row <n...>', 'the rows', (text: string, all: number[] = []) => [
      ...all,
      wholeNumber(1)(text),
    ])
    .requiredOption('--reason <text>', 'why, for the log: a request’s number, never a name')
    .action(async ({ row, reason }: { row: number[]; reason: string }) => {
      await withHome('kith audit erase', async ({ database }) => {
        printFacts({ erased: await eraseFromLog(database, row, reason) })
      })
    })
  return command
}

async function verify(
  { config, database }: Home,
  options: { heads?: string; json?: true },
  finish: Finish,
): Promise<void> {
  const display = progressDisplay()
  const heads = await readLodgedHeads(options.heads ?? config.auditHeadsDir)
  const started = performance.now()
  const verified = await verifyAccessLog(database.db, heads, (rows) =>
    display.show({ stage: 'Following the log', note: `${rows.toLocaleString('en-GB')} rows` }),
  )
  display.end()
  const seconds = Math.round(performance.now() - started) / 1000
  const { tampering, head, ...counts } = verified
  if (tampering.length > 0) finish(exitCodes.tampered)
  if (options.json) {
    printJson({ ...counts, tampering, head: head.hash, seconds })
    return
  }
  for (const { words } of tampering) process.stdout.write(`TAMPERED: ${words}\n`)
  printFacts({ ...counts, head: head.hash, seconds, tampered: tampering.length })
}

async function withHome(name: string, work: (home: Home) => Promise<void>): Promise<void> {
  const home = await openHome(readConfig(), name)
  try {
    await work(home)
  } finally {
    await home.close()
  }
}
