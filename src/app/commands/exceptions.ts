import { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { countBySource, listExceptions, readRuleBook } from '#cleanse'
import { BadInput } from '#kernel'
import { readConfig } from '#platform/config'
import { type Home, openHome } from '../open-home.ts'
import { todayOf } from '../retention.ts'
import { type Finish, printJson } from './command.ts'

interface Options {
  feed?: string
  rule?: string
  json?: true
}

const columns = ['feed', 'rule', 'cause', 'recordKind', 'recordKey', 'detail', 'openedOn', 'round']

/** `kith exceptions`: what is wrong in each source, for its steward. */
export function exceptionsCommand(_finish: Finish): Command {
  return new Command('exceptions')
    .description('Print what is to do as CSV. It holds record keys and no personal data.')
    .option('--feed <name>', 'of this source only')
    .option('--rule <name>', 'of this rule only')
    .option('--json', 'print one line of JSON')
    .action(async ({ json, ...filter }: Options) => {
      const home = await openHome(readConfig(), 'kith exceptions')
      try {
        await refuseUnknown(home, filter)
        const rows = await listExceptions(home.database.db, filter)
        if (json) printJson({ exceptions: rows })
        else process.stdout.write(stringify(rows, { header: true, columns, escape_formulas: true }))
      } finally {
        await home.close()
      }
    })
}

/** A name typed wrong must not read as "no exceptions". */
async function refuseUnknown(home: Home, filter: { feed?: string; rule?: string }): Promise<void> {
  const known = {
    feed: (await countBySource(home.database.db)).map(({ feed }) => feed),
    rule: readRuleBook(home.config.qualityRulesFile, todayOf(home)).rules.map(({ rule }) => rule),
  }
  for (const name of ['feed', 'rule'] as const) {
    const names: readonly string[] = known[name]
    const given = filter[name]
    if (given === undefined || names.includes(given)) continue
    throw new BadInput(`There is no ${name} ${given}.`, {
      fix: names.length > 0 ? `There are ${names.join(', ')}.` : 'Nothing has been loaded yet.',
    })
  }
}
