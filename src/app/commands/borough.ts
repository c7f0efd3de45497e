import { Command } from 'commander'
import { generateBorough } from '#borough'
import { progressDisplay } from '#platform/terminal'
import { boroughReport } from '../borough-report.ts'
import { type Finish, printJson, wholeNumber } from './command.ts'

interface Options {
  children: number
  seed: number
  out: string
  asOf?: string
  nights: number
  swapTraditions?: true
  json?: true
}

/** `kith borough generate`: invented agencies' files about invented families, with the truth apart. */
export function boroughCommand(_finish: Finish): Command {
  const generate = new Command('generate')
    .description(
      'Write the files of eight agencies about an invented borough, and the hidden truth.',
    )
    .option('--children <n>', 'how many children', wholeNumber(1), 5000)
    .option('--seed <n>', 'the same seed gives the same files', wholeNumber(0), 1)
    .requiredOption('--out <dir>', 'the folder to write to')
    .option('--as-of <date>', 'the day of the first extracts, YYYY-MM-DD')
    .option('--nights <n>', 'extracts of so many nights after the first', wholeNumber(0), 0)
    .option(
      '--swap-traditions',
      'let naming traditions change places between communities, and nothing else',
    )
    .option('--json', 'print the counts as one line of JSON')
    .action(async ({ json, ...options }: Options) => {
      const display = progressDisplay()
      const started = performance.now()
      const result = await generateBorough({
        ...options,
        onProgress: ({ stage, done, total }) =>
          display.show({ stage: 'Inventing the borough', done, total, note: stage }),
      })
      display.end()
      if (json) printJson(result)
      else process.stdout.write(boroughReport(result, (performance.now() - started) / 1000))
    })
  return new Command('borough').description('The synthetic borough.').addCommand(generate)
}
