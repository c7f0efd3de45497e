import { Worker } from 'node:worker_threads'
import type { SampleJob } from '../train/run-sample.ts'
import { buffersOf, emptyBatch } from './candidates.ts'
import { makePairs, type PairJob, type PairStep } from './make-pairs.ts'
import type { FromWorker, ToWorker } from './pair-worker.ts'

/** Gives candidate pairs batch by batch. A batch is only good until the next is asked for. */
export interface PairSource {
  /** Whether pairs are made beside the work of this thread. */
  isApart: boolean
  /** `awaitsSample`: whether `sample` follows, before all pairs are asked for. */
  begin(job: PairJob, awaitsSample?: boolean): AsyncIterable<PairStep>
  /** Gives records of which every pair is compared, to learn what strangers reach; null: none. */
  sample(sample: SampleJob | null): void
  stop(): void
}

/** Makes the pairs here, as they are asked for. */
export const pairsHere: PairSource = {
  isApart: false,
  async *begin(job) {
    const batch = emptyBatch()
    yield* makePairs(job, () => batch)
  },
  sample() {},
  stop() {},
}

/**
 * Makes the pairs in a thread of its own, while this one compares those that it has. Where no
 * thread can be had they are made here. A thread lives for one job, and takes what it needed of
 * memory with it.
 */
export class PairThread implements PairSource {
  readonly isApart = true
  #waiting: Starting | null = startWorker()
  #working: Worker | null = null

  begin(job: PairJob, awaitsSample = false): AsyncIterable<PairStep> {
    const starting = this.#waiting ?? startWorker()
    this.#waiting = null
    if (starting === null) return pairsHere.begin(job)
    this.#working = starting.worker
    const inbox = new Inbox(starting.worker)
    starting.worker.postMessage({ kind: 'begin', job, awaitsSample } satisfies ToWorker)
    return this.#steps(job, starting, inbox)
  }

  async *#steps(
    job: PairJob,
    { worker, ready }: Starting,
    inbox: Inbox,
  ): AsyncGenerator<PairStep, void> {
    try {
      if (!(await ready)) {
        yield* pairsHere.begin(job)
        return
      }
      for (;;) {
        const message = await inbox.next()
        if (message.kind === 'done') return
        if (message.kind === 'ready') continue
        yield message
        if (message.kind !== 'pairs') continue
        const { batch } = message
        worker.postMessage({ kind: 'emptied', batch } satisfies ToWorker, buffersOf(batch))
      }
    } finally {
      inbox.close()
      void worker.terminate()
    }
  }

  sample(sample: SampleJob | null): void {
    this.#working?.postMessage({ kind: 'sample', sample } satisfies ToWorker)
  }

  stop(): void {
    void this.#waiting?.worker.terminate()
    void this.#working?.terminate()
  }
}

/** A thread, and whether it came up. */
interface Starting {
  worker: Worker
  ready: Promise<boolean>
}

function startWorker(): Starting | null {
  const file = import.meta.url.endsWith('.ts') ? './pair-worker.ts' : './pair-worker.js'
  try {
    const worker = new Worker(new URL(file, import.meta.url))
    // A run that is over, or that fails elsewhere, must not wait for it.
    worker.unref()
    return { worker, ready: isReady(worker) }
  } catch {
    return null
  }
}

function isReady(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.once('message', () => resolve(true))
    worker.once('error', () => resolve(false))
    worker.once('exit', () => resolve(false))
  })
}

/** What a thread has said and nobody has read yet. */
class Inbox {
  readonly #worker: Worker
  readonly #messages: FromWorker[] = []
  #failed: Error | null = null
  #wake: (() => void) | null = null

  constructor(worker: Worker) {
    this.#worker = worker
    // While somebody waits the process must not end.
    worker.ref()
    worker.on('message', this.#onMessage).on('error', this.#onError).on('exit', this.#onExit)
  }

  async next(): Promise<FromWorker> {
    while (this.#messages.length === 0) {
      if (this.#failed) throw this.#failed
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return this.#messages.shift() as FromWorker
  }

  close(): void {
    this.#worker
      .off('message', this.#onMessage)
      .off('error', this.#onError)
      .off('exit', this.#onExit)
    this.#worker.unref()
  }

  readonly #onMessage = (message: FromWorker): void => {
    this.#messages.push(message)
    this.#wake?.()
  }

  readonly #onError = (error: Error): void => {
    this.#failed ??= error
    this.#wake?.()
  }

  readonly #onExit = (): void =>
    this.#onError(new Error('The thread that makes pairs ended early.'))
}
