import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A scratch file for typed arrays that do not fit in memory. It is taken out of its folder as
 * soon as it is open, so that nothing stays behind even when the process is killed; where the
 * system does not allow that (Windows), when it is closed.
 */
export class SpillFile {
  readonly #folder = mkdtempSync(join(tmpdir(), 'linkage-'))
  readonly #file = openSync(join(this.#folder, 'pairs'), 'wx+', 0o600)
  #end = 0

  constructor() {
    this.#remove()
  }

  #remove(): void {
    try {
      rmSync(this.#folder, { recursive: true })
    } catch {
      // Still open and not removable here: close() tries again.
    }
  }

  /** Sets room aside; returns where it begins. */
  reserve(bytes: number): number {
    const at = this.#end
    this.#end += bytes
    return at
  }

  /** Writes an array at a place; returns the place after it. */
  write(array: ArrayBufferView, at: number): number {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength)
    let done = 0
    while (done < bytes.length)
      done += writeSync(this.#file, bytes, done, bytes.length - done, at + done)
    return at + bytes.length
  }

  /** Fills an array from a place; returns the place after it. */
  read(array: ArrayBufferView, at: number): number {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength)
    let done = 0
    while (done < bytes.length) {
      const read = readSync(this.#file, bytes, done, bytes.length - done, at + done)
      if (read === 0) break
      done += read
    }
    return at + bytes.length
  }

  close(): void {
    closeSync(this.#file)
    this.#remove()
  }
}
