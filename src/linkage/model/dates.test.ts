import { describe, expect, it } from 'vitest'
import { withDatabase } from '../testing/people.ts'
import { readAsStrptime } from './dates.ts'

const texts = [
  ['1992-03-13', '%Y-%m-%d'],
  ['192-03-13', '%Y-%m-%d'],
  ['92-3-1', '%Y-%m-%d'],
  [' 1992-03-13 ', '%Y-%m-%d'],
  ['1992-02-30', '%Y-%m-%d'],
  ['1992-00-10', '%Y-%m-%d'],
  ['1992-03-13x', '%Y-%m-%d'],
  ['1992-03', '%Y-%m-%d'],
  ['', '%Y-%m-%d'],
  ['not known', '%Y-%m-%d'],
  ['19920313', '%Y%m%d'],
  ['1992313', '%Y%m%d'],
  ['193928', '%Y%m%d'],
  ['13/03/1992', '%d/%m/%Y'],
  ['1/3/1992', '%d/%m/%Y'],
  ['19920313', '%Y-%m-%d'],
  ['1992', '%Y'],
] as const

describe('a date as the database reads it', () => {
  it.each(texts)('"%s" in %s', async (text, format) => {
    await withDatabase(async (connection) => {
      const reader = await connection.runAndReadAll(
        `SELECT strftime(try_strptime('${text}', '${format}'), '%Y-%m-%d')`,
      )
      expect(readAsStrptime(text, format)).toBe(reader.getRows()[0]?.[0])
    })
  })
})
