import { Command } from 'commander'
import { changeIndexFile, indexFiles, loadIndex, openSearch, readModel } from '#linkage'
import { progressDisplay } from '#platform/terminal'
import { type Finish, printFacts, printJson, probability, wholeNumber } from './command.ts'

/** `kith index`: linked records of any tables, kept ready for changes and search. */
export function indexCommand(_finish: Finish): Command {
  return new Command('index')
    .description('Link the records of one or more files and keep them ready for change and search.')
    .argument('<files...>', 'CSV or Parquet files: one, or one for each source')
    .requiredOption('--model <file>', 'the model: columns, blocking, comparisons (YAML or JSON)')
    .requiredOption('--out <file>', 'where the index goes; it holds the records’ values')
    .option('--threshold <p>', 'join from this probability, in place of the model’s', probability)
    .addHelpText(
      'after',
      '\nExample:\n  kith index people.csv --model people.yaml --out people.index',
    )
    .action(async (files: string[], { model, ...options }: IndexOptions) => {
      const display = progressDisplay()
      try {
        const { records, warnings } = await indexFiles({
          files,
          ...options,
          model: await readModel(model),
          onProgress: ({ done, secondsLeft, words }) =>
            display.show({ stage: 'Indexing', done, total: 1, secondsLeft, note: words }),
        })
        display.end()
        printFacts({ records, index: options.out })
        for (const { message } of warnings.slice(0, 5))
          process.stderr.write(`Warning: ${message}\n`)
      } finally {
        display.end()
      }
    })
}

interface IndexOptions {
  model: string
  out: string
  threshold?: number
}

/** `kith change`: an index brought up to date, and what became of its clusters. */
export function changeCommand(_finish: Finish): Command {
  return new Command('change')
    .description('Bring an index up to date and say which clusters joined, split, grew or went.')
    .argument('<index>', 'an index that kith index made')
    .argument('[files...]', 'new and changed records: the n-th file has those of the n-th indexed')
    .option('--removed <file>', 'CSV or Parquet file with the ids of records that are gone')
    .option('--out <file>', 'where the changed index goes (in place of the old one)')
    .option('--json', 'print one line of JSON: the whole difference')
    .action(async (index: string, files: string[], { json, ...options }: ChangeOptions) => {
      const difference = await changeIndexFile({ index, files, ...options })
      if (json) printJson(difference)
      else {
        const { records, counts, touched } = difference
        const { unknown, ...given } = records
        printFacts({
          ...Object.fromEntries(Object.entries(given).map(([k, n]) => [`records ${k}`, n])),
          'ids not there': unknown.length,
          ...Object.fromEntries(Object.entries(counts).map(([k, n]) => [`clusters ${k}`, n])),
          'records clustered again': touched,
        })
        for (const { message } of difference.warnings) process.stderr.write(`Warning: ${message}\n`)
      }
    })
}

interface ChangeOptions {
  removed?: string
  out?: string
  json?: true
}

/** `kith search`: who a record, or the little that is known of one, may be about. */
export function searchCommand(_finish: Finish): Command {
  return new Command('search')
    .description('Search an index: a whole record, or a few half-known fields.')
    .argument('<index>', 'an index that kith index made')
    .argument('<fields...>', 'column=value; a value that ends in * is a beginning')
    .option('--limit <n>', 'how many are wanted', wholeNumber(1), 10)
    .option('--json', 'print one line of JSON')
    .addHelpText(
      'after',
      "\nExample:\n  kith search people.index given=Katherine 'birth_date=2014*'",
    )
    .action(async (index: string, fields: string[], { limit, json }: SearchCommandOptions) => {
      const search = await openSearch(await loadIndex(index))
      const known = Object.fromEntries(fields.map((field) => splitField(field)))
      const hits = await search.find(known, { limit })
      if (json) printJson({ hits })
      else {
        for (const { id, cluster, weight, probability: p } of hits)
          process.stdout.write(`${id}\t${cluster}\t${weight.toFixed(1)} bits\tp ${p.toFixed(4)}\n`)
        if (hits.length === 0) process.stderr.write('Nothing was found.\n')
      }
    })
}

interface SearchCommandOptions {
  limit: number
  json?: true
}

function splitField(field: string): [string, string] {
  const at = field.indexOf('=')
  return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)]
}
