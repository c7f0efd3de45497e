import { Command } from 'commander'
import { readConfig } from '#platform/config'
import { progressDisplay } from '#platform/terminal'
import { writeBackup } from '../backup/write-backup.ts'
import { openHome } from '../open-home.ts'
import { type Finish, printFacts, printJson } from './command.ts'

/** `kith backup`: everything that can't be rebuilt, as it stands at one moment, in one file. */
export function backupCommand(_finish: Finish): Command {
  return new Command('backup')
    .description(
      'Write the whole database and the landed files to one file, while Kith goes on working.',
    )
    .argument('<file>', 'the file to write, by habit ending in .kith.tar.gz')
    .option('--json', 'print one line of JSON')
    .action(async (file: string, options: { json?: true }) => {
      const display = progressDisplay()
      const home = await openHome(readConfig(), 'kith backup')
      try {
        const result = await writeBackup(home, file, (progress) => display.show(progress))
        display.end()
        if (options.json) printJson(result)
        else printFacts({ ...result })
      } finally {
        await home.close()
      }
    })
}
