import { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { explainGone, goneReasons, listGone } from '#extract'
import { BadInput } from '#kernel'
import { readConfig } from '#platform/config'
import { inTransaction } from '#platform/db'
import { openHome } from '../../open-home.ts'
import { type Finish, printJson } from '../command.ts'
import { whoDecides } from './who.ts'

interface Options {
  key?: string
  reason?: string
  json?: true
}

/** `kith feed gone`: who is no longer in a source's extract, and the owner's reason why. */
export function goneCommand(_finish: Finish): Command {
  const reasons = goneReasons.map(({ code, words }) => `  ${code.padEnd(16)}${words}`).join('\n')
  return new Command('gone')
    .description('List who is gone from a source without a reason, or give the reason for one.')
    .argument('[feed]', 'the name of its definition; all where none is given')
    .option('--key <key>', 'the source’s key of the person')
    .option('--reason <code>', 'why they are gone, by the word of the source’s owner')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', `\nReasons:\n${reasons}`)
    .action(async (feed: string | undefined, { key, reason, json }: Options) => {
      if ((key === undefined) !== (reason === undefined) || (key !== undefined && !feed)) {
        throw new BadInput('A reason needs the feed, --key and --reason.')
      }
      const home = await openHome(readConfig(), 'kith feed gone')
      try {
        if (feed && key !== undefined && reason !== undefined) {
          const by = whoDecides()
          await inTransaction(home.database.db, (trx) =>
            explainGone(trx, { feed, personKeys: [key], reason, by }),
          )
          return
        }
        const gone = await listGone(home.database.db, { feed, isExplained: false })
        if (json) printJson({ gone })
        else process.stdout.write(stringify(gone, { header: true, escape_formulas: true }))
      } finally {
        await home.close()
      }
    })
}
