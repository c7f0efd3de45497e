import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

/**
 * Starts the Chromium that CHROMIUM names, by default Debian's. None is ever downloaded.
 *
 * @throws Error that says what to install where there is none
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] || '/usr/bin/chromium'
  if (!existsSync(executablePath)) {
    throw new Error(
      `The browser journeys need Chromium, and there is none at ${executablePath}. ` +
        'Install it (Debian and Ubuntu: apt-get install chromium), ' +
        'or name another: CHROMIUM=/path/to/chrome npm run test:browser',
    )
  }
  return chromium.launch({ executablePath, args: flags })
}
