import { describeProblem, type LoadOutcome } from '#extract'

const mostProblems = 10

/** Says on standard error what was refused or set aside, with file, line and what to do. */
export function reportLoads(outcomes: readonly LoadOutcome[]): void {
  for (const { feed, fileName, state, error, problems, rowsSetAside } of outcomes) {
    if (state === 'no-file') process.stderr.write(`${feed}: no file has come.\n`)
    if (state === 'waiting') {
      process.stderr.write(`${feed}: ${fileName} waits: the delta before it was refused.\n`)
      process.stderr.write('  Mend or remove that one, or send a full extract.\n')
    }
    if (rowsSetAside > 0)
      process.stderr.write(`${feed}: ${rowsSetAside} rows of ${fileName} were set aside.\n`)
    if (!error) continue
    process.stderr.write(`${feed}: ${error.message}\n`)
    if (error.fix) process.stderr.write(`  ${error.fix}\n`)
    for (const problem of problems.slice(1, mostProblems)) {
      process.stderr.write(`  ${describeProblem(problem)}\n`)
    }
  }
}
