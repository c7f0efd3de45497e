import { join } from 'node:path'
import { Command } from 'commander'
import { readConfig } from '#platform/config'
import { progressDisplay } from '#platform/terminal'
import { exitCodes } from '../exit-codes.ts'
import { lookAfterAccess } from '../nightly.ts'
import { openHome } from '../open-home.ts'
import { runPipeline } from '../pipeline.ts'
import { reportLoads } from '../report-loads.ts'
import { type Finish, printFacts, printJson } from './command.ts'

/** `kith run`: the nightly run over what the partners have sent. */
export function runCommand(finish: Finish): Command {
  return new Command('run')
    .description(
      'Load what the agencies have sent, match, rebuild the index and check data quality.',
    )
    .option('--inbox <dir>', 'the folder with each agency’s files (default: inbox in Kith’s home)')
    .option('--json', 'print one line of JSON')
    .action(async (options: { inbox?: string; json?: true }) => {
      const display = progressDisplay()
      const home = await openHome(readConfig(), 'kith run')
      try {
        const inbox = options.inbox ?? join(home.config.home, 'inbox')
        const { summary, outcomes } = await runPipeline(home, inbox, 'kith run', display.show)
        await lookAfterAccess(home)
        display.end()
        reportLoads(outcomes)
        if (options.json) printJson(summary)
        else printFacts({ ...summary })
        if (summary.feedsRefused > 0) finish(exitCodes.feedRefused)
      } finally {
        display.end()
        await home.close()
      }
    })
}
