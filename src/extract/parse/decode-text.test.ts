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
    ['an accented letter', 'a\nb\nJosé\nNuñez\n', 3],
    ['Polish letters', 'a\nŁęcka', 2],
    ['a byte order mark', '\ufeffa\nb\n', 1],
    ['a letter among signs', '€\n’\nMüller\n', 3],
  ])('refuses UTF-8 with %s where Windows-1252 was promised', async (_, text, line) => {
    for (const size of [3, 4, 5, 1000]) {
      await expect(
        decode(Buffer.from(text), size, { encoding: 'windows-1252' }),
      ).rejects.toMatchObject({
        message: 'The file looks like UTF-8, and the feed promises Windows-1252.',
        where: { line },
        fix: expect.stringMatching(/encoding: utf-8 in x.yaml/),
      })
    }
  })

  it.each([
    ['Latin letters', [0x4a, 0x6f, 0x73, 0xe9]],
    ['no letter beyond ASCII', [0x41, 0x0a, 0x42]],
    ['É’, which is UTF-8 too', [0x4a, 0x4f, 0x53, 0xc9, 0x92, 0x53]],
    ['one Ã© beside a real é', [0xc3, 0xa9, 0x0a, 0xe9, 0x20]],
    ['a real é before an Ã©', [0xe9, 0x20, 0x0a, 0xc3, 0xa9]],
    ['Ã© and a last letter cut in UTF-8', [0xc3, 0xa9, 0x0a, 0xe9]],
  ])('takes Windows-1252 with %s', async (_, bytes) => {
    for (const size of [1, 2, 3, 1000]) {
      const text = await decode(Buffer.from(bytes), size, { encoding: 'windows-1252' })
      expect(text).toBe(new TextDecoder('windows-1252').decode(Buffer.from(bytes)))
    }
  })

  it('holds a line of Windows-1252 to the limit up to its last byte', async () => {
    const bytes = Buffer.from('é'.repeat(101), 'latin1')
    for (const size of [1, 2, 1000]) {
      const reading = decode(bytes, size, { encoding: 'windows-1252' })
      await expect(reading).rejects.toThrow(/longer than the limit/)
    }
    expect(await decode(bytes.subarray(1), 3, { encoding: 'windows-1252' })).toHaveLength(100)
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
