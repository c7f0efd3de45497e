import { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { openExceptions } from '#cleanse'
import { readConfig } from '#platform/config'
import { openHome } from '../open-home.ts'
import { type Finish, printJson } from './command.ts'

interface Options {
  feed?: string
  rule?: string
  json?: true
}

/** `kith exceptions`: what is wrong in each source, for its steward. */
export function exceptionsCommand(_finish: Finish): Command {
  return new Command('exceptions')
    .description('Print the open exceptions as CSV. They hold record keys and no personal data.')
    .option('--feed <name>', 'of this source only')
    .option('--rule <name>', 'of this rule only')
    .option('--json', 'print one line of JSON')
    .action(async ({ json, ...filter }: Options) => {
      const home = await openHome(readConfig(), 'kith exceptions')
      try {
        const rows = await openExceptions(home.database.db, filter)
        if (json) printJson({ exceptions: rows })
        else process.stdout.write(stringify(rows, { header: true, escape_formulas: true }))
      } finally {
        await home.close()
      }
    })
}
