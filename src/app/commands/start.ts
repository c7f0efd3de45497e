import { join } from 'node:path'
import { Command } from 'commander'
import { type DemoAccount, loadAgreements, roleName, seedDemoAccounts } from '#access'
import { generateBorough } from '#borough'
import { readConfig } from '#platform/config'
import { type ProgressDisplay, progressDisplay } from '#platform/terminal'
import { todayInLondon } from '#platform/web'
import { readAgreement, readSharingAgreements } from '../access-settings.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Home, openHome } from '../open-home.ts'
import { type PipelineSummary, runPipeline } from '../pipeline.ts'
import { reportLoads } from '../report-loads.ts'
import { type LinkScores, scoreLinks } from '../score-links.ts'
import { refuseTakenPort, secretOf, serveUntilStopped } from '../server.ts'
import { type Finish, printFacts, printJson, wholeNumber } from './command.ts'

interface Options {
  children: number
  seed: number
  once?: true
  json?: true
}

/** `kith start`, what `npm start` does: the main job on an invented borough, then the portal. */
export function startCommand(finish: Finish): Command {
  return new Command('start')
    .description(
      'Make an invented borough, load its agencies’ files, match them, and serve the portal.',
    )
    .option('--children <n>', 'how many children the borough has', wholeNumber(1), 5000)
    .option('--seed <n>', 'the same seed gives the same borough', wholeNumber(0), 1)
    .option('--once', 'end after the run, without serving the portal')
    .option('--json', 'print the figures of the run as one line of JSON')
    .action(async (options: Options) => {
      const display = progressDisplay()
      const started = performance.now()
      const config = readConfig()
      if (!options.once) await refuseTakenPort(config)
      const home = await openHome(config, 'kith start')
      try {
        const run = await runDemo(home, options, display)
        display.end()
        const seconds = Math.round(performance.now() - started) / 1000
        const figures = { ...run.summary, ...run.scores, seconds }
        if (options.json) printJson(figures)
        else printFacts(figures)
        if (run.summary.feedsRefused > 0) finish(exitCodes.feedRefused)
        if (!options.once) await serve(home)
      } finally {
        display.end()
        await home.close()
      }
    })
}

async function runDemo(
  home: Home,
  { children, seed }: Options,
  display: ProgressDisplay,
): Promise<{ summary: PipelineSummary; scores: LinkScores }> {
  const asOf = home.config.today ?? todayInLondon()
  const out = join(home.config.home, 'boroughs', `${children}-children-seed-${seed}-${asOf}`)
  await generateBorough({
    children,
    seed,
    asOf,
    out,
    onProgress: ({ stage, done, total }) =>
      display.show({ stage: 'Inventing the borough', done, total, note: stage }),
  })
  const { summary, outcomes } = await runPipeline(home, out, 'kith start', display.show)
  display.end()
  reportLoads(outcomes)
  return { summary, scores: await scoreLinks(home.database.db, join(out, 'truth', 'records.csv')) }
}

async function serve(home: Home): Promise<void> {
  const { config, database } = home
  const accounts = config.isProduction
    ? []
    : await seedDemoAccounts(database, {
        isProduction: false,
        secret: secretOf(config),
        agreementVersion: readAgreement(config.confidentialityFile).version,
      })
  if (!config.isProduction) {
    await loadAgreements(database.db, readSharingAgreements(config.sharingFile), {
      reason: 'What Kith is tried out with',
      onlyNew: true,
    })
  }
  await serveUntilStopped(home, signInWords(accounts))
}

function signInWords(accounts: readonly DemoAccount[]): string {
  if (accounts.length === 0) return ''
  const lines = accounts.map(
    ({ email, password, role }) => `  ${email.padEnd(34)} ${password}   ${roleName(role)}\n`,
  )
  const code = 'The page after the password shows the code that works now.'
  return `\nSign in with one of the demo accounts (invented data only):\n${lines.join('')}${code}\n`
}
