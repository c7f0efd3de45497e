import { Command } from 'commander'
import { type LinkReport, linkFiles, readModel } from '#linkage'
import { progressDisplay } from '#platform/terminal'
import { type Finish, printFacts, printJson, probability, wholeNumber } from './command.ts'

/** More than these tell a person nothing new. */
const mostWarnings = 5

interface Options {
  model: string
  truth?: string
  out?: string
  report?: string
  values: boolean
  alsoAt?: number[]
  threshold?: number
  seed?: number
  json?: true
}

/** `kith link`: which records of any tables are about one thing. */
export function linkCommand(_finish: Finish): Command {
  return new Command('link')
    .description(
      'Find which records of one or more files are about one thing (any table, no database).',
    )
    .argument('<files...>', 'CSV or Parquet files: one, or one for each source')
    .requiredOption('--model <file>', 'the model: columns, blocking, comparisons (YAML or JSON)')
    .option('--truth <column>', 'a column with the true answer, only to score the result')
    .option('--out <file>', 'write id and cluster to this CSV file')
    .option(
      '--report <file>',
      'write a report of the run to this HTML file; it shows values of some records (personal data) unless --no-values',
    )
    .option('--no-values', 'keep all values and ids of records out of the report')
    .option(
      '--also-at <p...>',
      'probabilities at which the report builds clusters too, to compare',
      (text: string, before: number[] = []) => [...before, probability(text)],
    )
    .option('--threshold <p>', 'join from this probability, in place of the model’s', probability)
    .option('--seed <n>', 'seed of the samples that training draws', wholeNumber(0))
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      '\nExample:\n  kith link people.csv --model models/febrl3.yaml --truth person --out clusters.csv' +
        '\n  kith link people.csv --model models/febrl3.yaml --report report.html --no-values',
    )
    .action(async (files: string[], options: Options) => {
      const display = progressDisplay()
      const stop = new AbortController()
      const cancel = () => stop.abort()
      process.once('SIGINT', cancel)
      try {
        const { model, json, report: file, values, alsoAt = [], ...rest } = options
        const report = await linkFiles({
          files,
          ...rest,
          ...(file === undefined ? {} : { report: { file, values, alsoAt } }),
          model: await readModel(model),
          signal: stop.signal,
          onProgress: ({ done, secondsLeft, words }) =>
            display.show({ stage: 'Linking', done, total: 1, secondsLeft, note: words }),
        })
        display.end()
        print(report, json === true)
      } finally {
        display.end()
        process.off('SIGINT', cancel)
      }
    })
}

function print(report: LinkReport, json: boolean): void {
  if (json) {
    printJson(report)
    return
  }
  const { records, clusters, precision, recall, f1, wallSeconds, cpuSeconds, peakMemoryMb } = report
  printFacts({ records, clusters, precision, recall, f1, wallSeconds, cpuSeconds, peakMemoryMb })
  const { warnings } = report
  for (const { message } of warnings.slice(0, mostWarnings)) {
    process.stderr.write(`Warning: ${message}\n`)
  }
  const others = warnings.length - mostWarnings
  if (others > 0) process.stderr.write(`… and ${others} more warnings, listed by --json.\n`)
}
