import { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { countExceptions, openExceptions } from '#cleanse'
import { BadInput } from '#kernel'
import { readConfig } from '#platform/config'
import type { Handle } from '#platform/db'
import { openHome } from '../open-home.ts'
import { type Finish, printJson } from './command.ts'

interface Options {
  feed?: string
  rule?: string
  json?: true
}

const columns = ['feed', 'rule', 'recordKind', 'recordKey', 'detail', 'openedOn', 'whatToDo']

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
        await refuseUnknown(home.database.db, filter)
        const rows = await openExceptions(home.database.db, filter)
        if (json) printJson({ exceptions: rows })
        else process.stdout.write(stringify(rows, { header: true, columns, escape_formulas: true }))
      } finally {
        await home.close()
      }
    })
}

/** A name typed wrong must not read as "no exceptions". */
async function refuseUnknown(db: Handle, filter: { feed?: string; rule?: string }): Promise<void> {
  const known = await countExceptions(db)
  for (const name of ['feed', 'rule'] as const) {
    const names = [...new Set(known.map((count) => count[name]))]
    const given = filter[name]
    if (given === undefined || names.includes(given)) continue
    throw new BadInput(`There is no ${name} ${given}.`, {
      fix: names.length > 0 ? `There are ${names.join(', ')}.` : 'Nothing has been loaded yet.',
    })
  }
}
