import { globSync } from 'node:fs'
import { expect, test } from 'vitest'

test('no two modules have a template of the same name: one would be shown for the other', () => {
  const names = globSync('src/*/pages/**/*.njk').map((path) =>
    path.replace(/^src\/[^/]+\/pages\//, ''),
  )
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})
