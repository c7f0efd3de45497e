import { describe, expect, it } from 'vitest'
import {
  BadInput,
  Conflict,
  describePlace,
  KithError,
  NotAllowed,
  NotFound,
  Unavailable,
} from './errors.ts'

describe('KithError', () => {
  it.each([
    [BadInput, 'bad-input', 'BadInput'],
    [NotFound, 'not-found', 'NotFound'],
    [NotAllowed, 'not-allowed', 'NotAllowed'],
    [Conflict, 'conflict', 'Conflict'],
    [Unavailable, 'unavailable', 'Unavailable'],
  ])('%o has its code and name', (Kind, code, name) => {
    const error = new Kind('No.', { fix: 'Ask again.', where: { line: 3 } })
    expect(error).toBeInstanceOf(KithError)
    expect(error).toMatchObject({ code, name, message: 'No.', fix: 'Ask again.' })
  })

  it('keeps its own code and the cause', () => {
    const cause = new Error('disk')
    const error = new BadInput('No.', { code: 'file-truncated', cause })
    expect(error.code).toBe('file-truncated')
    expect(error.cause).toBe(cause)
  })
})

describe('describePlace', () => {
  it.each([
    [undefined, ''],
    [{ file: 'a.csv' }, 'a.csv'],
    [{ file: 'a.csv', line: 12, column: 7 }, 'a.csv, line 12, column 7'],
    [{ line: 2, field: 'dob' }, 'line 2, field dob'],
  ])('%o', (where, expected) => {
    expect(describePlace(where)).toBe(expected)
  })
})
