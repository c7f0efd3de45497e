import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { linkFiles, readModel } from '#linkage'

/**
 * Pictures the report of `kith link --report` on a public data set of people of history. The data
 * is not part of the project: LINKAGE_DATA names its folder, by default `../shared/data` beside it.
 */
export async function pictureLinkageReport(browser: Browser, folder: string): Promise<void> {
  const besides = fileURLToPath(new URL('../../shared/data/', import.meta.url))
  const data = join(process.env['LINKAGE_DATA'] || besides, 'historical_50k.parquet')
  if (!existsSync(data)) {
    process.stderr.write(
      `There is no ${data}: the pictures of the linkage report stay as they are.\n`,
    )
    return
  }
  const work = await mkdtemp(join(tmpdir(), 'kith-pictures-'))
  try {
    const file = join(work, 'report.html')
    const model = await readModel(
      fileURLToPath(new URL('../models/historical_50k.yaml', import.meta.url)),
    )
    await linkFiles({ files: [data], model, truth: 'cluster', report: { file } })
    const page = await browser.newPage({ viewport: { width: 1120, height: 1000 } })
    await page.goto(pathToFileURL(file).href)
    await page.screenshot({ path: `${folder}linkage-report.png` })
    const cluster = page.locator('#clusters article').first()
    const weakest = cluster.locator('details', { hasText: 'The weakest link' }).first()
    await cluster.screenshot({ path: `${folder}linkage-report-cluster.png` })
    await weakest.locator('> summary').click()
    await weakest.screenshot({ path: `${folder}linkage-report-pair.png` })
    await page.close()
  } finally {
    await rm(work, { recursive: true })
  }
}
