import { withoutAccents } from './case.ts'

// What the encoding has beyond the bytes that Latin-1 shares with it: 0x80 to 0x9f.
const decoder = new TextDecoder('windows-1252')
const byteOf = new Map(
  Array.from({ length: 32 }, (_, at) => {
    const byte = 0x80 + at
    return [decoder.decode(Uint8Array.of(byte)), byte] as const
  }),
)

/** Whether Windows-1252 has every letter of a text. */
export function fitsWindows1252(text: string): boolean {
  return [...text].every(hasByte)
}

/** A text in Windows-1252; a letter that it has not is written without its accent, or as `?`. */
export function toWindows1252(text: string): Buffer {
  let fitting = ''
  for (const letter of text) {
    const plain = hasByte(letter) ? letter : withoutAccents(letter)
    fitting += [...plain].map(latinOf).join('')
  }
  return Buffer.from(fitting, 'latin1')
}

/** A text with `?` for each letter that Windows-1252 has not, as careless systems convert. */
export function withLettersLost(text: string): string {
  return [...text].map((letter) => (hasByte(letter) ? letter : '?')).join('')
}

function hasByte(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  return code < 0x80 || (code >= 0xa0 && code <= 0xff) || byteOf.has(letter)
}

function latinOf(letter: string): string {
  const byte = byteOf.get(letter)
  if (byte !== undefined) return String.fromCharCode(byte)
  return hasByte(letter) ? letter : '?'
}
