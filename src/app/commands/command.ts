import { InvalidArgumentError } from 'commander'

/** Tells the program which exit code the command ends with; without a call it is 0. */
export type Finish = (exitCode: number) => void

/** Reads a whole number of at least `least` from an option. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`)
    }
    return value
  }
}

/** Reads a number from 0 to 1 from an option. */
export function probability(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a number from 0 to 1.')
  }
  return value
}

/** Prints a result for a program: one line of JSON on standard output. */
export function printJson(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

/** Prints a result for a person: one fact to a line. */
export function printFacts(facts: Readonly<Record<string, string | number | null>>): void {
  const width = Math.max(...Object.keys(facts).map((name) => name.length))
  for (const [name, value] of Object.entries(facts)) {
    process.stdout.write(`${name.padEnd(width)}  ${shown(value)}\n`)
  }
}

function shown(value: string | number | null): string {
  if (value === null) return '–'
  if (typeof value === 'string') return value
  return Number.isInteger(value) ? value.toLocaleString('en-GB') : value.toFixed(4)
}
