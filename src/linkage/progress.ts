import { LinkageError } from './errors.ts'

export type Stage =
  | 'read'
  | 'block'
  | 'train'
  | 'compare'
  | 'score'
  | 'cluster'
  | 'write'
  | 'report'

/** How far a run has come. */
export interface Progress {
  stage: Stage
  /** Share of the whole run that is done, 0 to 1. */
  done: number
  /** Seconds still to go, by the pace so far; null while too little is known. */
  secondsLeft: number | null
  words: string
}

const SHARES: Readonly<Record<Stage, number>> = {
  read: 0.3,
  block: 0.1,
  compare: 0.2,
  train: 0.2,
  score: 0.08,
  cluster: 0.05,
  write: 0.07,
  /** On top, where a report is made. */
  report: 0.25,
}
const ORDER: readonly Stage[] = [
  'read',
  'block',
  'compare',
  'train',
  'score',
  'cluster',
  'write',
  'report',
]

/** Reports progress and lets a run be cancelled: every stage passes through `at`. */
export class RunClock {
  readonly #started = performance.now()
  readonly #laps: Record<string, number> = {}
  #stage: Stage = 'read'
  #stageStarted = 0
  #done = 0
  readonly #onProgress: ((p: Progress) => void) | undefined
  readonly #signal: AbortSignal | undefined

  /** All that is to be done: more where a report is made. */
  readonly #whole: number

  constructor(onProgress?: (p: Progress) => void, signal?: AbortSignal, reports = false) {
    this.#whole = reports ? 1 + SHARES.report : 1
    this.#onProgress = onProgress
    this.#signal = signal
  }

  /** Says where the run is, lets other work of the process run, and stops it when cancelled. */
  async at(stage: Stage, share: number, words: string): Promise<void> {
    const before = ORDER.slice(0, ORDER.indexOf(stage)).reduce((sum, s) => sum + SHARES[s], 0)
    // Learning twice goes back over stages: what was said to be done stays done.
    const done = Math.max(this.#done, Math.min(1, (before + SHARES[stage] * share) / this.#whole))
    this.#done = done
    const seconds = (performance.now() - this.#started) / 1000
    if (stage !== this.#stage) {
      this.#laps[this.#stage] = (this.#laps[this.#stage] ?? 0) + seconds - this.#stageStarted
      this.#stage = stage
      this.#stageStarted = seconds
    }
    const secondsLeft = done < 0.02 ? null : (seconds * (1 - done)) / done
    this.#onProgress?.({ stage, done, secondsLeft, words })
    await new Promise((resolve) => setImmediate(resolve))
    this.check()
  }

  /** Seconds that each stage took. */
  seconds(): Record<string, number> {
    const total = (performance.now() - this.#started) / 1000
    return {
      ...this.#laps,
      [this.#stage]: (this.#laps[this.#stage] ?? 0) + total - this.#stageStarted,
    }
  }

  check(): void {
    if (this.#signal?.aborted) {
      throw new LinkageError('cancelled', 'The linkage was cancelled. Nothing was kept.')
    }
  }
}
