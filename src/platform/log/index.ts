import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { destination, type Logger, pino } from 'pino'

/** Writes what happened, by reference only: never a name, a birth date or an address. */
export type Log = Logger

/** Opens the log of this home, `log/kith.jsonl`, one JSON object to a line. */
export function openLog(home: string): Log {
  const folder = join(home, 'log')
  mkdirSync(folder, { recursive: true })
  return pino(
    { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    destination({ dest: join(folder, 'kith.jsonl'), sync: true }),
  )
}

/** A log that keeps nothing, for tests and for commands without a home. */
export function silentLog(): Log {
  return pino({ level: 'silent' })
}
