import { Command } from 'commander'
import { feedStatus, readFeeds } from '#extract'
import { readConfig } from '#platform/config'
import { openHome } from '../../open-home.ts'
import { type Finish, printJson } from '../command.ts'

/** `kith feed status`: for each source what is in force, what is late, what was refused and why. */
export function statusCommand(_finish: Finish): Command {
  return new Command('status')
    .description('Print for each source what is in force, late, refused and expected next.')
    .option('--json', 'print one line of JSON')
    .action(async ({ json }: { json?: true }) => {
      const config = readConfig()
      const home = await openHome(config, 'kith feed status')
      try {
        const status = await feedStatus(home.database.db, new Date(), readFeeds(config.feedsDir))
        if (json) printJson({ feeds: status })
        else
          process.stdout.write(status.map(inWords).join('\n') || 'There is no feed definition.\n')
      } finally {
        await home.close()
      }
    })
}

type Status = Awaited<ReturnType<typeof feedStatus>>[number]

function inWords(status: Status): string {
  const { lastExtractAt, nextExpectedAt, refused } = status
  const lines = [
    `${status.feed}: ${status.sourceName}, ${status.organisation}`,
    `  last good extract  ${lastExtractAt ? `${moment(lastExtractAt)}, ${status.lastFileName}` : 'none'}${status.isLate ? '  LATE' : ''}`,
    `  next expected      ${nextExpectedAt ? moment(nextExpectedAt) : '–'} (${status.sent})`,
    `  persons            ${status.personsInForce.toLocaleString('en-GB')}${status.goneUnexplained > 0 ? `, ${status.goneUnexplained} gone without a reason` : ''}`,
    ...status.warnings.map((warning) => `  warning            ${warning}`),
    ...status.stopped.map(({ fileName, letThrough }) =>
      letThrough
        ? `  let through        ${fileName}; the next run takes it`
        : `  stopped            ${fileName}: kith feed allow ${status.feed} ${fileName} --because "…"`,
    ),
    ...(refused ? [`  REFUSED            ${refused.why}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function moment(date: Date): string {
  return date.toLocaleString('en-GB', {
    timeZone: 'Europe/London',
    dateStyle: 'medium',
    timeStyle: 'short',
  })
}
