import nunjucks from 'nunjucks'
import { expect, test } from 'vitest'
import { dateWords, trimmed } from './templates.ts'

test.each([
  ['2014-05-03', '3 May 2014'],
  ['2014-02-30', '2014-02-30'],
  ['May 2014', 'May 2014'],
  [undefined, ''],
  [null, ''],
])('%j is written %j', (value, expected) => {
  expect(dateWords(value)).toBe(expected)
})

test.each([
  ['  a  b \n', 'a  b'],
  ['', ''],
  [undefined, ''],
  [7, '7'],
])('%j is trimmed to %j', (value, expected) => {
  expect(trimmed(value)).toBe(expected)
})

test('trimming neither makes a text safe to print nor takes that away', () => {
  const environment = new nunjucks.Environment(null, { autoescape: true })
  environment.addFilter('trim', trimmed)
  const show = (template: string) => environment.renderString(template, { text: ' <b> ' })
  expect(show('{{ text | trim }}')).toBe('&lt;b&gt;')
  expect(show('{{ text | safe | trim }}')).toBe('<b>')
})
