import { Command } from 'commander'
import { readConfig } from '#platform/config'
import { progressDisplay } from '#platform/terminal'
import { readBackup } from '../backup/read-backup.ts'
import { openHome } from '../open-home.ts'
import { type Finish, printFacts, printJson } from './command.ts'

/** `kith restore`: puts a backup in place of what is there. */
export function restoreCommand(_finish: Finish): Command {
  return new Command('restore')
    .description('Bring back what `kith backup` wrote. All of it comes back, or nothing changes.')
    .argument('<file>', 'a file written by kith backup')
    .option('--replace', 'do so even though this database holds data, which is lost')
    .option('--json', 'print one line of JSON')
    .action(async (file: string, options: { replace?: true; json?: true }) => {
      const display = progressDisplay()
      const home = await openHome(readConfig(), 'kith restore')
      try {
        const result = await readBackup(home, file, {
          replace: options.replace === true,
          onProgress: (progress) => display.show(progress),
        })
        display.end()
        if (options.json) printJson(result)
        else printFacts({ ...result })
      } finally {
        await home.close()
      }
    })
}
