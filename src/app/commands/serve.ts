import { Command } from 'commander'
import { readConfig } from '#platform/config'
import { openHome } from '../open-home.ts'
import { serveUntilStopped } from '../server.ts'
import type { Finish } from './command.ts'

/** `kith serve`: the portal alone, on what `kith run` has loaded. */
export function serveCommand(_finish: Finish): Command {
  return new Command('serve')
    .description('Serve the portal on the data that is there, without the invented borough.')
    .action(async () => {
      const home = await openHome(readConfig(), 'kith serve')
      try {
        await serveUntilStopped(home, '')
      } finally {
        await home.close()
      }
    })
}
