import { Command } from 'commander'
import { letThrough } from '#extract'
import { readConfig } from '#platform/config'
import { openHome } from '../../open-home.ts'
import type { Finish } from '../command.ts'
import { whoDecides } from './who.ts'

/** `kith feed allow`: lets one file through that a check has stopped. */
export function allowCommand(_finish: Finish): Command {
  return new Command('allow')
    .description('Let a file through that a check has stopped. The next run takes it.')
    .argument('<feed>', 'the name of its definition')
    .argument('<file>', 'the file’s name, as it was refused')
    .requiredOption('--because <reason>', 'why it is right; kept, so no name and no value')
    .action(async (feed: string, fileName: string, { because }: { because: string }) => {
      const home = await openHome(readConfig(), 'kith feed allow')
      try {
        const order = { feed, fileName, reason: because, by: whoDecides() }
        const { checks } = await letThrough(home.database.db, order)
        process.stdout.write(`${fileName} is let through, although:\n`)
        for (const message of checks) process.stdout.write(`  ${message}\n`)
      } finally {
        await home.close()
      }
    })
}
