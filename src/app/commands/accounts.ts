import { Command, Option } from 'commander'
import { invite, roleKeys } from '#access'
import { readConfig } from '#platform/config'
import { todayInLondon } from '#platform/web'
import { lookAfterAccess } from '../nightly.ts'
import { openHome } from '../open-home.ts'
import { type Finish, printFacts } from './command.ts'

/** `kith accounts`: the first account of a new Kith, and the nightly look at all of them. */
export function accountsCommand(_finish: Finish): Command {
  const command = new Command('accounts').description(
    'Make an account, or look at all of them now.',
  )
  command
    .command('add')
    .description('Make an account and print the link with which its owner chooses a password.')
    .requiredOption('--email <address>')
    .requiredOption('--name <name>', 'the owner’s full name')
    .requiredOption('--organisation <name>', 'an organisation; one that is not there is added')
    .addOption(new Option('--role <role>').choices(roleKeys).makeOptionMandatory())
    .option('--lead', 'lead for the accounts of the organisation')
    .action(async ({ email, name, organisation, role, lead }: Record<string, string>) => {
      const config = readConfig()
      const home = await openHome(config, 'kith accounts add')
      try {
        const invitation = {
          email: email ?? '',
          name: name ?? '',
          organisation: organisation ?? '',
          role: role ?? '',
          isLead: lead !== undefined,
        }
        const today = config.today ?? todayInLondon()
        const link = await invite(home.database, invitation, { baseUrl: config.baseUrl, today })
        process.stdout.write(`${link}\n`)
      } finally {
        await home.close()
      }
    })
  command
    .command('review')
    .description(
      'Warn and close accounts that are unused or not reviewed; kith run does so every night.',
    )
    .action(async () => {
      const home = await openHome(readConfig(), 'kith accounts review')
      try {
        printFacts({ ...(await lookAfterAccess(home)) })
      } finally {
        await home.close()
      }
    })
  return command
}
