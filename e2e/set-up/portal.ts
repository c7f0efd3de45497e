import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DemoAccount, loadAgreements, seedDemoAccounts } from '#access'
import { generateBorough } from '#borough'
import { readConfig } from '#platform/config'
import type { Database } from '#platform/db'
import { readAgreement, readSharingAgreements } from '../../src/app/access-settings.ts'
import { openHome } from '../../src/app/open-home.ts'
import { runPipeline } from '../../src/app/pipeline.ts'
import { createPortal, secretOf } from '../../src/app/server.ts'

/** A portal that listens, with an invented borough in its index. */
export interface RunningPortal {
  /** `http://localhost:PORT`. */
  readonly baseUrl: string
  readonly accounts: readonly DemoAccount[]
  readonly database: Database
  close(): Promise<void>
}

/** The day on which the borough's agencies made their extracts, and the portal's today. */
export const today = '2026-11-01'

/**
 * Makes a home in a temporary folder and serves it as `npm start` would: borough, pipeline, demo
 * accounts, portal on a spare port.
 *
 * @param databaseUrl an empty database; without it an embedded server of the home's own
 */
export async function openPortal(options: {
  readonly children: number
  readonly seed: number
  readonly databaseUrl?: string
}): Promise<RunningPortal> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-e2e-'))
  // As root the embedded server runs as another user, who must be able to walk in.
  chmodSync(folder, 0o755)
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  try {
    const config = readConfig({
      KITH_HOME: folder,
      KITH_TODAY: today,
      PORT: String(await sparePort()),
      DATABASE_URL: options.databaseUrl,
    })
    const home = await openHome(config, 'kith browser journeys')
    const inbox = join(folder, 'borough')
    await generateBorough({ ...options, asOf: today, out: inbox })
    await runPipeline(home, inbox, 'kith browser journeys')
    const accounts = await seedDemoAccounts(home.database, {
      isProduction: false,
      secret: secretOf(config),
      agreementVersion: readAgreement(config.confidentialityFile).version,
    })
    await loadAgreements(home.database.db, readSharingAgreements(config.sharingFile), {
      reason: 'For journeys',
      onlyNew: true,
    })
    const portal = await createPortal(home)
    await portal.listen({ host: config.host, port: config.port })
    return {
      baseUrl: config.baseUrl,
      accounts,
      database: home.database,
      close: async () => {
        await portal.close()
        await home.close()
        removeFolder()
      },
    }
  } catch (error) {
    removeFolder()
    throw error
  }
}

/** A port that nobody listens on now: the base address must be known before the portal is made. */
async function sparePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port could be had.')
  return address.port
}
