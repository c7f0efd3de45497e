import { isAscii, isUtf8 } from 'node:buffer'

/** How many bytes at the end begin a UTF-8 character that is not finished: 0 to 3. */
export function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return back < length ? back : 0
    }
  }
  return 0
}

/** Watches whether bytes are UTF-8 where that was not promised. */
export interface Utf8Watch {
  /** Looks at the next bytes, which end with a whole character if they are UTF-8. */
  see(bytes: Buffer, lineOf: (at: number) => number): void
  /** The line of the first accented Latin letter, where all bytes until now were UTF-8. */
  letterOn(): number | undefined
}

/**
 * All bytes must be UTF-8 and an accented letter be among them. UTF-8 alone would not be certain:
 * a lone `É’` of Windows-1252 is UTF-8 too, for a letter that no name here has. The letters of
 * U+00C0 to U+017F read as Windows-1252 are pairs such as `Ã©`, which no one writes.
 */
export function utf8Watch(): Utf8Watch {
  let isStillUtf8 = true
  let line: number | undefined
  return {
    see(bytes, lineOf) {
      if (!isStillUtf8 || isAscii(bytes)) return
      isStillUtf8 = isUtf8(bytes)
      if (!isStillUtf8 || line !== undefined) return
      const at = bytes.findIndex((byte) => byte >= 0xc3 && byte <= 0xc5)
      if (at !== -1) line = lineOf(at)
    },
    letterOn: () => (isStillUtf8 ? line : undefined),
  }
}
