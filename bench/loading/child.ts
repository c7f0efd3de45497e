import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
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

/** How far a loading process is: a feed, and the bytes of it that it has read. */
export interface Moment {
  readonly feed: string
  readonly bytes: number
}

/** A process that loads, and how it ends. */
export interface LoadingChild {
  readonly process: ChildProcess
  readonly end: Promise<ChildEnd>
}

/** Loads an inbox in a process of its own, which says how far it is as it goes on. */
export function loadInChild(
  url: string,
  feedsDir: string,
  inbox: string,
  home: string,
  onMoment: (moment: Moment) => void = () => {},
): LoadingChild {
  const child = spawn(process.execPath, [script, url, feedsDir, inbox, home])
  let errors = ''
  let started = performance.now()
  let report: ChildEnd['report']
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, feed = '', bytes] = line.split(' ')
    if (word === 'loading') started = performance.now()
    if (word === 'at') onMoment({ feed, bytes: Number(bytes) })
    if (word === 'done') report = JSON.parse(line.slice('done '.length))
  })
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString()
  })
  const end = once(child, 'close').then(([code, signal]): ChildEnd => {
    const seconds = (performance.now() - started) / 1000
    return { isDone: code === 0, signal: signal as NodeJS.Signals | null, report, seconds, errors }
  })
  return { process: child, end }
}
