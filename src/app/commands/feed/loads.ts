import { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { listLoads } from '#extract'
import { readConfig } from '#platform/config'
import { openHome } from '../../open-home.ts'
import { type Finish, printJson, wholeNumber } from '../command.ts'

/** `kith feed loads`: the latest loads of a source, with the number that a replay takes. */
export function loadsCommand(_finish: Finish): Command {
  return new Command('loads')
    .description('Print a source’s latest loads as CSV, newest first.')
    .argument('<feed>', 'the name of its definition')
    .option('--limit <n>', 'how many', wholeNumber(1), 30)
    .option('--json', 'print one line of JSON')
    .action(async (feed: string, { limit, json }: { limit: number; json?: true }) => {
      const home = await openHome(readConfig(), 'kith feed loads')
      try {
        const loads = await listLoads(home.database.db, feed, limit)
        const rows = loads.map((load) => ({ ...load, extractAt: load.extractAt.toISOString() }))
        if (json) printJson({ loads: rows })
        else process.stdout.write(stringify(rows, { header: true, escape_formulas: true }))
      } finally {
        await home.close()
      }
    })
}
