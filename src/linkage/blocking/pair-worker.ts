import { parentPort } from 'node:worker_threads'
import { buffersOf, emptyBatch, type PairBatch } from './candidates.ts'
import { makePairs, type PairJob, type PairStep } from './make-pairs.ts'

/** What the thread is told: to begin, or that batches come back empty and it may go on. */
export type ToWorker = { kind: 'begin'; job: PairJob } | { kind: 'emptied'; batch: PairBatch }

/** What it says. */
export type FromWorker = { kind: 'ready' } | PairStep | { kind: 'done' }

/** Batches under way at most: the thread waits rather than fill the memory with pairs. */
const UNDER_WAY = 8

/** Makes the pairs of one job after the other, never more at a time than are taken. */
class PairMaker {
  readonly #post: (message: FromWorker, transfer: ArrayBuffer[]) => void
  #empty: PairBatch[] = []
  #steps: Iterator<PairStep, void> | null = null

  constructor(post: (message: FromWorker, transfer: ArrayBuffer[]) => void) {
    this.#post = post
  }

  take(message: ToWorker): void {
    if (message.kind === 'emptied') this.#empty.push(message.batch)
    else {
      this.#empty = Array.from({ length: UNDER_WAY }, emptyBatch)
      this.#steps = makePairs(message.job, () => this.#empty.pop() as PairBatch)
    }
    this.#goOn()
  }

  #goOn(): void {
    while (this.#steps !== null && this.#empty.length > 0) {
      const { value: step, done } = this.#steps.next()
      if (done || !step) {
        this.#steps = null
        this.#post({ kind: 'done' }, [])
        return
      }
      this.#post(step, step.kind === 'pairs' ? buffersOf(step.batch) : [])
    }
  }
}

const port = parentPort
if (port) {
  const maker = new PairMaker((message, transfer) => port.postMessage(message, transfer))
  port.on('message', (message: ToWorker) => maker.take(message))
  port.postMessage({ kind: 'ready' } satisfies FromWorker)
}
