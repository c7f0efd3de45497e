import { parentPort } from 'node:worker_threads'
import type { Comparer } from '../compare/comparer.ts'
import { makeComparer } from '../compare/make-comparer.ts'
import { Records } from '../records/records.ts'
import { runSample, type SampleJob } from '../train/run-sample.ts'
import { buffersOf, emptyBatch, type PairBatch } from './candidates.ts'
import { type LightWork, makePairs, type PairJob, type PairStep } from './make-pairs.ts'

/** What the thread is told. */
export type ToWorker =
  /** Pairs are to be made; whether a sample is still to come. */
  | { kind: 'begin'; job: PairJob; awaitsSample: boolean }
  /** Records of which every pair is compared, to learn what strangers reach; null: none after all. */
  | { kind: 'sample'; sample: SampleJob | null }
  /** A batch comes back empty, and the thread may go on. */
  | { kind: 'emptied'; batch: PairBatch }

/** What it says. */
export type FromWorker = { kind: 'ready' } | PairStep | { kind: 'done' }

/** Batches under way at most: the thread waits rather than fill the memory with pairs. */
const UNDER_WAY = 40

/** Makes the pairs of one job after the other, never more at a time than are taken. */
class PairMaker {
  readonly #post: (message: FromWorker, transfer: ArrayBuffer[]) => void
  #empty: PairBatch[] = []
  #steps: Iterator<PairStep, void> | null = null
  #light: Comparer[] = []
  #awaitsSample = false
  /** Whether all pairs were handed out and nobody has been told. */
  #isDone = false

  constructor(post: (message: FromWorker, transfer: ArrayBuffer[]) => void) {
    this.#post = post
  }

  take(message: ToWorker): void {
    if (message.kind === 'emptied') this.#empty.push(message.batch)
    else if (message.kind === 'sample') this.#reach(message.sample)
    else {
      const { light } = message.job
      this.#light = light === null ? [] : lightComparers(message.job, light)
      this.#awaitsSample = message.awaitsSample
      this.#empty = Array.from({ length: UNDER_WAY }, () => emptyBatch(light?.isLight))
      this.#steps = makePairs(message.job, () => this.#empty.pop() as PairBatch)
    }
    this.#goOn()
  }

  #goOn(): void {
    while (this.#steps !== null && this.#empty.length > 0) {
      const { value: step, done } = this.#steps.next()
      if (done || !step) {
        this.#steps = null
        this.#isDone = true
        break
      }
      if (step.kind === 'pairs') this.#compare(step.batch)
      this.#post(step, step.kind === 'pairs' ? buffersOf(step.batch) : [])
    }
    if (!this.#isDone || this.#awaitsSample) return
    this.#isDone = false
    this.#post({ kind: 'done' }, [])
  }

  #reach(sample: SampleJob | null): void {
    this.#awaitsSample = false
    if (sample !== null) this.#post({ kind: 'sampled', reached: runSample(sample) }, [])
  }

  #compare({ left, right, count, levels }: PairBatch): void {
    let next = 0
    for (const own of levels) if (own) this.#light[next++]?.levels(left, right, count, own)
  }
}

/** Makes comparers that are the model's own: they decide alike. */
function lightComparers({ count, sources }: PairJob, light: LightWork): Comparer[] {
  const records = new Records({ count, sources, sourceNames: [], columns: light.columns })
  return light.comparisons.map((comparison) => makeComparer(comparison, records))
}

const port = parentPort
if (port) {
  const maker = new PairMaker((message, transfer) => port.postMessage(message, transfer))
  port.on('message', (message: ToWorker) => maker.take(message))
  port.postMessage({ kind: 'ready' } satisfies FromWorker)
}
