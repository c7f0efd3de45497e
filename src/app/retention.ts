import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { trimSignIns } from '#access'
import { forgetErased as forgetExceptions, trimExceptions } from '#cleanse'
import { trimRejects } from '#extract'
import { BadInput } from '#kernel'
import { forgetErased as forgetLinks, forgetMatchIndex } from '#match'
import { withRun } from '#platform/db'
import {
  followErasures,
  policyOn,
  type RetentionOutcome,
  type RetentionPolicy,
  runRetention,
} from '#retention'
import { buildIndex, forgetErased as forgetIndex } from '#store'
import type { Home } from './open-home.ts'

/** Every module that holds what is derived from source records. One that is not here would keep it. */
export const forget = [forgetIndex, forgetLinks, forgetExceptions] as const

/** Every module that keeps rows for a period of their own. */
export const trim = [trimRejects, trimExceptions, trimSignIns] as const

/** The retention periods in force today, out of the file of the settings. @throws BadInput */
export function readPolicy({ config }: Home, today: string): RetentionPolicy {
  const file = config.retentionFile
  try {
    return policyOn(parse(readFileSync(file, 'utf8')), today, file)
  } catch (error) {
    if (error instanceof BadInput) throw error
    throw new BadInput('The retention periods cannot be read.', {
      where: { file },
      fix: 'Put the file there, or set KITH_RETENTION to where it is.',
    })
  }
}

/** Where the matching keeps its index from night to night. It holds values of records. */
export function matchIndexFile({ config }: Home): string {
  return join(config.home, 'match', 'people.index')
}

/** Today in London, or the day that the settings fix. */
export function todayOf({ config }: Home): string {
  return config.today ?? new Date().toLocaleDateString('en-CA', { timeZone: 'Europe/London' })
}

/** Runs retention as the one run at a time, and builds anew whoever lost something. */
export async function retain(
  home: Home,
  options: { readonly doneBy: string; readonly dryRun: boolean },
): Promise<RetentionOutcome> {
  const today = todayOf(home)
  const work = {
    policy: readPolicy(home, today),
    today,
    home: home.config.home,
    forget,
    trim,
    ...options,
  }
  if (options.dryRun) return runRetention(home.database, work)
  let outcome: RetentionOutcome = { acts: [], derived: {}, trimmed: {}, files: 0 }
  await withRun(home.database, 'kith retention run', async (run) => {
    outcome = await runRetention(home.database, work)
    await forgetMatchIndex(matchIndexFile(home))
    await buildIndex(home.database, run)
    return { files: outcome.files, ...outcome.derived }
  })
  home.log.info({ acts: outcome.acts, derived: outcome.derived }, 'retention done')
  return outcome
}

/** After a run: what sources had erased goes from everywhere, and from the files that held it. */
export async function followSources(home: Home): Promise<void> {
  await followErasures(home.database, { home: home.config.home, forget })
}
