import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SenderReport } from './sender-report.ts'

/**
 * Puts a report in the outbox, `outbox/<feed>/<file>.report.txt` and `.csv`, from where it goes to
 * the sender. A report on the same file takes the place of the former one.
 */
export function writeReport(home: string, feed: string, fileName: string, report: SenderReport) {
  const folder = join(home, 'outbox', feed)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [kind, content] of [
    ['txt', report.text],
    ['csv', report.csv],
  ] as const) {
    const path = join(folder, `${fileName}.report.${kind}`)
    writeFileSync(`${path}.part`, content, { mode: 0o600 })
    renameSync(`${path}.part`, path)
  }
}
