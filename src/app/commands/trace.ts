import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { readConfig } from '#platform/config'
import { openHome } from '../open-home.ts'
import { exportTraceBatch, readTraceLayout } from '../trace-batch.ts'
import { type Finish, printFacts } from './command.ts'
import { whoDecides } from './feed/who.ts'

const ownLayout = fileURLToPath(new URL('../../../tracing.yaml', import.meta.url))

interface Options {
  out: string
  layout: string
}

/** `kith trace`: NHS numbers, as files out and back. */
export function traceCommand(_finish: Finish): Command {
  const command = new Command('trace').description(
    'Have NHS numbers traced, as files out and back.',
  )
  command
    .command('export')
    .description(
      'Write who has no verified NHS number, to be traced: personal data, logged as an export. The answer comes back as a feed, feeds/library/nhs-tracing.yaml.',
    )
    .requiredOption('--out <file>', 'the file to write; only you can read it')
    .option('--layout <file>', 'its columns, as tracing.yaml shows', ownLayout)
    .action(async ({ out, layout }: Options) => {
      const home = await openHome(readConfig(), 'kith trace export')
      try {
        const order = { layout: readTraceLayout(layout), file: out, by: whoDecides() }
        printFacts({ people: await exportTraceBatch(home.database, order), file: out })
      } finally {
        await home.close()
      }
    })
  return command
}
