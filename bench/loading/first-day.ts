import { copyFileSync, mkdirSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

/**
 * An inbox with a borough's first extracts alone, without its nights and its truth. The files seem to
 * have been written an hour ago, so that nothing waits for them to keep still.
 *
 * @returns the inbox
 */
export function firstDayOf(borough: string, inbox: string): string {
  const files = readdirSync(borough, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    const day = /(\d{8})\.(?:csv|xml|txt)$/.exec(entry.name)?.[1]
    return entry.isFile() && day ? [{ day, name: entry.name, folder: entry.parentPath }] : []
  })
  const first = files.map(({ day }) => day).sort()[0]
  const anHourAgo = new Date(Date.now() - 3_600_000)
  mkdirSync(inbox, { recursive: true })
  for (const { day, name, folder } of files) {
    if (day !== first) continue
    copyFileSync(join(folder, name), join(inbox, name))
    utimesSync(join(inbox, name), anHourAgo, anHourAgo)
  }
  return inbox
}
