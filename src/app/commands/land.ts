import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { type ReceivedFile, readFeeds, receiveFiles } from '#extract'
import { readConfig } from '#platform/config'
import { exitCodes } from '../exit-codes.ts'
import { type Finish, printJson, wholeNumber } from './command.ts'

interface Options {
  drop: string
  inbox?: string
  every?: number
  json?: true
}

/** `kith land`: the staging server's process, with files and nothing else. */
export function landCommand(finish: Finish): Command {
  return new Command('land')
    .description(
      'Pass on the files that partners drop, each in its feed’s folder. Opens no database, needs no key.',
    )
    .requiredOption('--drop <dir>', 'where partners drop files, in a folder named as the feed')
    .option('--inbox <dir>', 'where good files go (default: inbox in Kith’s home)')
    .option('--every <seconds>', 'go on, and look again so often', wholeNumber(1))
    .option('--json', 'print one line of JSON for each look')
    .action(async ({ drop, inbox, every, json }: Options) => {
      const { home, feedsDir } = readConfig()
      const look = async () => {
        const received = await receiveFiles({
          feeds: readFeeds(feedsDir),
          drop,
          inbox: inbox ?? join(home, 'inbox'),
          quarantine: join(home, 'quarantine'),
          home,
        })
        if (json) printJson({ received })
        else for (const one of received) print(one)
        return received
      }
      let received = await look()
      const stop = new AbortController()
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
      while (every !== undefined && !stop.signal.aborted) {
        await wait(every * 1000, undefined, { signal: stop.signal }).catch(() => {})
        if (!stop.signal.aborted) received = await look()
      }
      if (received.some(({ state }) => state === 'quarantined')) finish(exitCodes.feedRefused)
    })
}

function print({ feed, fileName, state, reason }: ReceivedFile): void {
  const stream = state === 'quarantined' ? process.stderr : process.stdout
  stream.write(`${feed}: ${fileName} ${state}${reason ? `. ${reason}` : ''}\n`)
}
