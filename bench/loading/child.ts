import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./load-once.ts', import.meta.url))

/** What a loading process printed, and how it ended. */
export interface ChildEnd {
  readonly isDone: boolean
  readonly signal: NodeJS.Signals | null
  readonly report: { records: number; refused: number; peakMb: number } | undefined
  /** Seconds from the moment that it began to load. */
  readonly seconds: number
  readonly errors: string
}

/** A process that loads, and when it has begun to. */
export interface LoadingChild {
  readonly process: ChildProcess
  readonly begun: Promise<unknown>
  readonly end: Promise<ChildEnd>
}

/** Loads an inbox in a process of its own. */
export function loadInChild(
  url: string,
  feedsDir: string,
  inbox: string,
  home: string,
): LoadingChild {
  const child = spawn(process.execPath, [script, url, feedsDir, inbox, home])
  let output = ''
  let errors = ''
  let started = performance.now()
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      if (!output.startsWith('loading\n')) return
      if (output === 'loading\n') started = performance.now()
      resolve()
    })
    child.once('exit', () => resolve())
  })
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  const end = once(child, 'close').then(([code, signal]): ChildEnd => {
    const line = output.split('\n')[1]
    const report = line ? (JSON.parse(line) as ChildEnd['report']) : undefined
    const seconds = (performance.now() - started) / 1000
    return { isDone: code === 0, signal: signal as NodeJS.Signals | null, report, seconds, errors }
  })
  return { process: child, begun, end }
}
