import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText, type TextRules } from './decode-text.ts'

async function decode(bytes: Buffer, size = 1000, more: Partial<TextRules> = {}) {
  const rules = { encoding: 'utf-8', lineLimitBytes: 100, definition: 'x.yaml', ...more } as const
  let text = ''
  for await (const piece of decodeText(inPieces(bytes, size), rules)) text += piece
  return text
}

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('decodeText', () => {
  it('gives any text back, in pieces of any size, without its byte order mark', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((t) => !/[\0\ufeff]/.test(t))
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), fc.boolean(), async (t, size, bom) => {
        const bytes = Buffer.from(bom ? `\ufeff${t}` : t)
        expect(await decode(bytes, size, { lineLimitBytes: undefined })).toBe(t)
      }),
    )
  })

  it('reads Windows-1252 where the feed says so', async () => {
    const bytes = Buffer.from([0x4f, 0x92, 0x4e, 0xe9, 0x80])
    expect(await decode(bytes, 2, { encoding: 'windows-1252' })).toBe('O’Né€')
  })

  it.each([
    ['Latin-1', Buffer.from('a\nbé\n', 'latin1'), 2, /^Byte 2 .*looks like Latin-1/],
    ['Latin-1 before a letter', Buffer.from('a\nbbb\nxéyz', 'latin1'), 3, /^Byte 2 .*Latin-1/],
    ['a wrong byte', Buffer.from([0x61, 0x0a, 0x80]), 2, /^Byte 1 of the line is not UTF-8, .*\.$/],
    ['a cut off character', Buffer.from('a\né').subarray(0, 3), 2, /^Byte 1/],
    ['a NUL', Buffer.from('a\nb\nc\0d'), 3, /NUL at byte 2/],
    ['UTF-16', Buffer.from('\ufeffab', 'utf16le'), 1, /UTF-16/],
    ['a line over the limit', Buffer.from(`a\n${'b'.repeat(101)}\n`), 2, /longer than the limit/],
  ])('refuses %s at its line', async (_, bytes, line, message) => {
    for (const size of [2, 3, 1000]) {
      await expect(decode(bytes, size)).rejects.toMatchObject({
        message: expect.stringMatching(message),
        where: { line },
        fix: expect.any(String),
      })
    }
  })

  it('takes a line of just the limit', async () => {
    const text = `${'b'.repeat(100)}\n`
    expect(await decode(Buffer.from(text), 7)).toBe(text)
  })
})
