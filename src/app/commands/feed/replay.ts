import { Command } from 'commander'
import { readFeeds, readSecretKeys, replayLoad } from '#extract'
import { readConfig } from '#platform/config'
import { openHome } from '../../open-home.ts'
import { type Finish, printFacts, wholeNumber } from '../command.ts'
import { whoDecides } from './who.ts'

/** `kith feed replay`: takes a past load again. */
export function replayCommand(_finish: Finish): Command {
  return new Command('replay')
    .description('Take a past load again: what was in force after it is in force again.')
    .argument('<load>', 'its number, from kith feed loads', wholeNumber(1))
    .requiredOption('--because <reason>', 'why; kept, so no name and no value')
    .action(async (loadId: number, { because }: { because: string }) => {
      const config = readConfig()
      const home = await openHome(config, 'kith feed replay')
      try {
        const results = await replayLoad(home.database, {
          feeds: readFeeds(config.feedsDir),
          home: config.home,
          keys: readSecretKeys(config),
          loadId,
          reason: because,
          by: whoDecides(),
        })
        const taken = results.filter((result) => result.state === 'loaded')
        const sum = (count: (one: (typeof taken)[number]) => number) =>
          taken.reduce((total, one) => total + count(one), 0)
        printFacts({
          files: taken.length,
          added: sum(({ added }) => added),
          changed: sum(({ changed }) => changed),
          ended: sum(({ ended }) => ended),
        })
        process.stdout.write('Run `kith run` for matching and index to follow.\n')
      } finally {
        await home.close()
      }
    })
}
