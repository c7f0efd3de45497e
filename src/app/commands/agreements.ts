import { Command } from 'commander'
import { loadAgreements } from '#access'
import { readConfig } from '#platform/config'
import { inTransaction } from '#platform/db'
import { readSharingAgreements } from '../access-settings.ts'
import { openHome } from '../open-home.ts'
import { type Finish, printFacts } from './command.ts'

/** `kith agreements`: the sharing agreements, which are the only thing that opens data. */
export function agreementsCommand(_finish: Finish): Command {
  const command = new Command('agreements').description(
    'Take sharing agreements from a file. Without an agreement nobody sees any data.',
  )
  command
    .command('load')
    .description('Add the agreements of a file; those that stand otherwise get a new version.')
    .argument('<file>', 'YAML, as agreements/rosevale-sharing.yaml')
    .requiredOption('--reason <words>', 'why, for the history that the portal shows')
    .action(async (file: string, { reason }: { reason: string }) => {
      const agreements = readSharingAgreements(file)
      const home = await openHome(readConfig(), 'kith agreements load')
      try {
        const { added, changed } = await inTransaction(home.database.db, (trx) =>
          loadAgreements(trx, agreements, { reason }),
        )
        printFacts({ added: added.length, changed: changed.length })
      } finally {
        await home.close()
      }
    })
  return command
}
