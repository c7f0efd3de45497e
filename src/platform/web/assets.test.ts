import { expect, test } from 'vitest'
import { buildAssets, withoutCrown } from './assets.ts'

test.each([
  ['@font-face{font-family:GDS Transport;src:url(/a.woff2)}p{color:red}', 'p{color:red}'],
  ['p{font-family:GDS Transport,arial,sans-serif}', 'p{font-family:arial,sans-serif}'],
  ['p{font-family:"GDS Transport", arial}', 'p{font-family:arial}'],
  ['a{background:url(/assets/images/govuk-crest.svg) no-repeat}', 'a{background:none no-repeat}'],
  ['p{}/*# sourceMappingURL=a.css.map */', 'p{}'],
])('%s', (css, expected) => {
  expect(withoutCrown(css)).toBe(expected)
})

test('the style sheet holds nothing that a council may not use', () => {
  const { files, prefix } = buildAssets()
  const css = files.get('kith.css')?.body ?? ''
  expect(css).toContain('.govuk-button')
  expect(css).toContain('.moj-')
  expect(css).toContain('.kith-child-banner')
  expect(css).not.toMatch(/GDS Transport|govuk-crest|crown\.png|\.woff/)
  expect(prefix).toMatch(/^\/assets\/[0-9a-f]{16}$/)
})

test('the path stays while the files do', () => {
  expect(buildAssets().prefix).toBe(buildAssets().prefix)
})
