import { Command, CommanderError } from 'commander'
import { describePlace, KithError } from '#kernel'
import { LinkageError } from '#linkage'
import { accountsCommand } from './commands/accounts.ts'
import { agreementsCommand } from './commands/agreements.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { boroughCommand } from './commands/borough.ts'
import { exceptionsCommand } from './commands/exceptions.ts'
import { feedCommand } from './commands/feed/index.ts'
import { landCommand } from './commands/land.ts'
import { linkCommand } from './commands/link.ts'
import { changeCommand, indexCommand, searchCommand } from './commands/linkage-index.ts'
import { restoreCommand } from './commands/restore.ts'
import { retentionCommand } from './commands/retention.ts'
import { runCommand } from './commands/run.ts'
import { serveCommand } from './commands/serve.ts'
import { startCommand } from './commands/start.ts'
import { traceCommand } from './commands/trace.ts'
import { exitCodeHelp, exitCodeOf, exitCodes } from './exit-codes.ts'
import { version } from './version.ts'

/**
 * The command line. Answers the exit code; results go to standard output, progress and errors to
 * standard error.
 *
 * @param args what stands after `kith`
 */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.done
  const finish = (outcome: number) => {
    code = outcome
  }
  const program = new Command('kith')
    .description('One trusted, explained, current picture of a child.')
    .version(version, '-v, --version', 'print the version')
    .showHelpAfterError('(add --help for how to use this command)')
  for (const make of [
    startCommand,
    runCommand,
    serveCommand,
    boroughCommand,
    linkCommand,
    indexCommand,
    changeCommand,
    searchCommand,
    feedCommand,
    landCommand,
    exceptionsCommand,
    traceCommand,
    retentionCommand,
    accountsCommand,
    agreementsCommand,
    auditCommand,
    backupCommand,
    restoreCommand,
  ]) {
    program.addCommand(make(finish))
  }
  prepared(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return report(error)
  }
}

/** Commander would end the process by itself; here it throws, down to the last sub-command. */
function prepared(command: Command): Command {
  for (const inner of command.commands) prepared(inner)
  return command.exitOverride().addHelpText('after', exitCodeHelp)
}

function report(error: unknown): number {
  // Commander has already said what is wrong with the options, or printed the help asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.badInput
  if (error instanceof LinkageError) {
    process.stderr.write(`${error.message}\n`)
    return exitCodes.badInput
  }
  if (error instanceof KithError) {
    const place = describePlace(error.where)
    process.stderr.write(`${error.message}${place ? ` (${place})` : ''}\n`)
    if (error.fix) process.stderr.write(`${error.fix}\n`)
    return exitCodeOf(error)
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
  return exitCodes.failed
}
