import { KithError } from '#kernel'

/** What a command's exit code says to the script that called it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  badInput: 2,
  conflict: 3,
  unavailable: 4,
  feedRefused: 5,
  tampered: 6,
} as const

/** The exit codes in words, for the end of every help text. */
export const exitCodeHelp = `
Exit codes:
  0  done
  1  failed unexpectedly
  2  wrong options or input; nothing was changed
  3  another run, or a newer database, stands in the way; nothing was changed
  4  the database or a file system can't be reached
  5  done, but at least one feed's file was refused
  6  the access log has been tampered with; the rows are named`

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof KithError)) return exitCodes.failed
  switch (error.code) {
    case 'conflict':
      return exitCodes.conflict
    case 'unavailable':
      return exitCodes.unavailable
    case 'failed':
      return exitCodes.failed
    default:
      return exitCodes.badInput
  }
}
