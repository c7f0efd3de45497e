import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSearchTokens, tokenLifetime } from './search-token.ts'

const typed = { name: 'Amina Hartwell', 'born-day': '9' }
const secret = 'a secret of thirty-two characters'
const noon = Date.UTC(2026, 10, 21, 12)
const at = (moment: number, other = secret) => createSearchTokens(other, () => moment)
const token = at(noon).seal(typed, 'account-1')

describe('a search token', () => {
  it('gives back what was typed to whom it was sealed for', () => {
    expect(at(noon).open(token, 'account-1')).toEqual(typed)
  })

  it('says nothing to who reads it, and is never the same twice', () => {
    const read = Buffer.from(token, 'base64url').toString('latin1')
    expect(token).toMatch(/^[\w-]+$/)
    expect(read).not.toMatch(/amina|hartwell/i)
    expect(at(noon).seal(typed, 'account-1')).not.toBe(token)
  })

  it.each([
    ['a moment before its end', noon + tokenLifetime - 1, typed],
    ['at its end', noon + tokenLifetime, undefined],
    ['a day later', noon + 86_400_000, undefined],
  ])('opens for half an hour: %s', (_, moment, expected) => {
    expect(at(moment).open(token, 'account-1')).toEqual(expected)
  })

  it.each([
    ['another account', at(noon).open(token, 'account-2')],
    ['another secret', at(noon, 'another secret of the same length!').open(token, 'account-1')],
    ['nothing', at(noon).open('', 'account-1')],
    ['text', at(noon).open('Amina', 'account-1')],
    ['a cut token', at(noon).open(token.slice(0, -4), 'account-1')],
    ['a short tag', at(noon).open(token.slice(0, 24), 'account-1')],
    ['a book', at(noon).open('A'.repeat(1_000_000), 'account-1')],
  ])('does not open for %s', (_, opened) => {
    expect(opened).toBeUndefined()
  })

  it('does not open when any bit of it is another', () => {
    const bytes = Buffer.from(token, 'base64url')
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const bent = Buffer.from(bytes)
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(at(noon).open(bent.toString('base64url'), 'account-1')).toBeUndefined()
      }),
    )
  })
})
