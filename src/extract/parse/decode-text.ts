import { isUtf8 } from 'node:buffer'
import { broken } from '../problems.ts'
import { unfinishedBytes, utf8Watch } from './utf8-bytes.ts'

/** How a file's bytes are to be read, and how long a line may be; no limit where undefined. */
export interface TextRules {
  readonly encoding: 'utf-8' | 'windows-1252'
  readonly lineLimitBytes: number | undefined
  /** Where the encoding is stated, for the advice given. */
  readonly definition: string
}

/**
 * Turns a file's bytes into text, piece by piece, without the byte order mark.
 *
 * @throws BadInput at the line and byte of the first byte that the encoding does not allow, of a
 * NUL, or of a line over the limit; at the file's end where it was UTF-8 and Windows-1252 was
 * promised, which allows any byte. Nothing is replaced or guessed.
 */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  rules: TextRules,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(rules.encoding, { fatal: true })
  const lines = lineCounter(rules.lineLimitBytes)
  const watch = utf8Watch()
  let carried: Buffer = Buffer.alloc(0)
  let isFirst = true
  for await (const chunk of chunks) {
    const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk
    if (isFirst) refuseMark(bytes, rules)
    isFirst = false
    refuseNul(bytes, lines)
    let text: string
    try {
      text = decoder.decode(chunk, { stream: true })
    } catch {
      throw notInEncoding(bytes, rules, lines)
    }
    // An over-long line is told after a wrong byte, which may be why the line has no end.
    const whole = bytes.subarray(0, bytes.length - unfinishedBytes(bytes))
    if (rules.encoding === 'windows-1252') watch.see(whole, (at) => lines.place(whole, at).line)
    lines.count(whole)
    carried = bytes.subarray(whole.length)
    if (text !== '') yield text
  }
  if (rules.encoding === 'utf-8') {
    if (carried.length > 0) throw notInEncoding(carried, rules, lines)
    return
  }
  lines.count(carried)
  const letterOn = carried.length === 0 ? watch.letterOn() : undefined
  if (letterOn !== undefined) throw utf8Unpromised(letterOn, rules)
}

interface LineCounter {
  /** Counts the lines in more bytes, and refuses one that is too long. */
  count(bytes: Buffer): void
  /** Line and byte within the line of a place in the bytes that come next; both from 1. */
  place(bytes: Buffer, at: number): { line: number; byte: number }
}

function lineCounter(limit: number | undefined): LineCounter {
  let line = 1
  let length = 0
  return {
    count(bytes) {
      let from = 0
      for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
        refuseLong(length + at - from, line, limit)
        line += 1
        length = 0
        from = at + 1
      }
      length += bytes.length - from
      refuseLong(length, line, limit)
    },
    place(bytes, at) {
      let from = 0
      let atLine = line
      let byte = length
      for (let end = bytes.indexOf(10); end !== -1 && end < at; end = bytes.indexOf(10, from)) {
        atLine += 1
        byte = 0
        from = end + 1
      }
      return { line: atLine, byte: byte + at - from + 1 }
    },
  }
}

function refuseLong(length: number, line: number, limit: number | undefined): void {
  if (limit === undefined || length <= limit) return
  throw broken(`The line is longer than the limit of ${limit} bytes.`, {
    line,
    fix: 'Look for a line break that was lost. If such lines are right, raise lineLimitBytes in the feed definition.',
  })
}

function refuseMark(bytes: Buffer, rules: TextRules): void {
  const mark = bytes.subarray(0, 3).toString('hex')
  if (mark === 'efbbbf' && rules.encoding === 'windows-1252') throw utf8Unpromised(1, rules)
  if (!mark.startsWith('fffe') && !mark.startsWith('feff')) return
  throw broken('The file is in UTF-16.', { line: 1, fix: 'Export it again as UTF-8.' })
}

function refuseNul(bytes: Buffer, lines: LineCounter): void {
  const at = bytes.indexOf(0)
  if (at === -1) return
  const { line, byte } = lines.place(bytes, at)
  throw broken(`There is a NUL at byte ${byte} of the line; text has none.`, {
    line,
    fix: 'The file is damaged, or is not text. Export it again.',
  })
}

function notInEncoding(bytes: Buffer, rules: TextRules, lines: LineCounter) {
  const at = firstBadByte(bytes)
  const { line, byte } = lines.place(bytes, at)
  const looksLatin = isLatinLetter(bytes[at] ?? 0)
  return broken(
    `Byte ${byte} of the line is not UTF-8, which the feed promises.${looksLatin ? ' This looks like Latin-1 (Windows-1252).' : ''}`,
    {
      line,
      fix: looksLatin
        ? `Export the file as UTF-8, or if it will always come so, set encoding: windows-1252 in ${rules.definition}.`
        : 'The file is damaged, or cut off inside a character. Export it again as UTF-8.',
    },
  )
}

function utf8Unpromised(line: number, rules: TextRules) {
  return broken('The file looks like UTF-8, and the feed promises Windows-1252.', {
    line,
    fix: `Export the file as Windows-1252, or if it will always come so, set encoding: utf-8 in ${rules.definition}.`,
  })
}

function isLatinLetter(byte: number): boolean {
  return byte >= 0xc0 || (byte >= 0x91 && byte <= 0x97)
}

/** The place of the first byte that is not UTF-8, an unfinished character at the end included. */
function firstBadByte(bytes: Buffer): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    const part = bytes.subarray(0, middle)
    if (isUtf8(part.subarray(0, part.length - unfinishedBytes(part)))) good = middle
    else bad = middle
  }
  const whole = bytes.subarray(0, good)
  return good - unfinishedBytes(whole)
}
