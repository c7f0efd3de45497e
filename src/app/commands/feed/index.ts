import { Command } from 'commander'
import type { Finish } from '../command.ts'
import { allowCommand } from './allow.ts'
import { checkCommand } from './check.ts'
import { goneCommand } from './gone.ts'
import { loadsCommand } from './loads.ts'
import { replayCommand } from './replay.ts'
import { statusCommand } from './status.ts'

/** `kith feed`: what comes from the sources, and what a person decides about it. */
export function feedCommand(finish: Finish): Command {
  const feed = new Command('feed').description('The sources’ extracts: look, check, decide.')
  for (const make of [
    statusCommand,
    loadsCommand,
    checkCommand,
    allowCommand,
    replayCommand,
    goneCommand,
  ]) {
    feed.addCommand(make(finish))
  }
  return feed
}
