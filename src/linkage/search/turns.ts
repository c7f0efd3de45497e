/** Milliseconds that a search works before it lets other work of the process run. */
const SLICE_MS = 4

/**
 * Lets long work share its thread: `isDue` says when it has had its turn, `next` waits for the
 * following one. Everything else of the process, a web server's requests, runs in between.
 */
export class Turns {
  #from = performance.now()

  get isDue(): boolean {
    return performance.now() - this.#from > SLICE_MS
  }

  async next(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve))
    this.#from = performance.now()
  }
}
