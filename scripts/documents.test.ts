import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const documents = globSync([
  '*.md',
  'docs/**/*.md',
  'src/**/*.md',
  'feeds/*.md',
  'bench/*.md',
  'e2e/*.md',
])

/** A link to another file of ours, not to a heading or another site. */
const link = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g

describe('every document', () => {
  test('there are some', () => {
    expect(documents.length).toBeGreaterThan(10)
  })

  test.each(documents)('%s links to files that are there', (document) => {
    const text = readFileSync(document, 'utf8')
    const targets = [...text.matchAll(link)].map(([, target]) => target ?? '')
    expect(targets.filter((target) => !existsSync(join(dirname(document), target)))).toEqual([])
  })
})

describe('docs/coverage.md', () => {
  const rows = readFileSync('docs/coverage.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| R\d{3} /.test(line))

  test('has rows', () => {
    expect(rows.length).toBeGreaterThan(20)
  })

  test.each(rows.map((row) => [row.slice(2, 6), row]))(
    '%s names a test that is there',
    (_, row) => {
      const shownBy = row.split(' | ').at(-1)?.replace(/ \|$/, '') ?? ''
      for (const shown of shownBy.split(/; (?=`)/)) {
        const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(shown) ?? []
        expect(existsSync(file), `${file} in "${shown}"`).toBe(true)
        expect(readFileSync(file, 'utf8')).toContain(title)
      }
    },
  )
})
