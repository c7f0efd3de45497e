import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testDatabase } from '#testing'
import { currentRecords } from '../data/records.queries.ts'
import { loadFeeds } from '../load/load-feeds.ts'
import { makeWorkplace } from '../testing/test-feeds.ts'
import { readFeed } from './read-feeds.ts'

const { db, pool, close } = await testDatabase()

it('feeds/README.md: the worked example works', async () => {
  const readme = readFileSync('feeds/README.md', 'utf8')
  const block = (language: string) =>
    new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(readme)?.[1] ?? ''
  const place = makeWorkplace()
  try {
    place.put('youth-club-20261101.csv', block('csv'))
    const feeds = [readFeed('youth-club.yaml', block('yaml'))]
    const { inbox, home } = place
    const outcomes = await loadFeeds({ db, pool, close }, { feeds, inbox, home, settleMs: 1 })
    expect(outcomes).toMatchObject([{ state: 'loaded', rowsRead: 2, added: 4 }])
    for await (const people of currentRecords(db, 'person')) {
      const contents = people.map(({ content }) => content)
      expect(contents.sort((a, b) => (a.sex ?? '').localeCompare(b.sex ?? ''))).toEqual([
        {
          names: [{ type: 'legal', family: 'Tran', given: 'Bo' }],
          bornOn: '1900-01-01',
          bornOnIs: 'placeholder',
          isRestricted: true,
        },
        {
          names: [{ type: 'legal', family: 'Ng', given: 'Ann Marie' }],
          bornOn: '2014-05-03',
          sex: 'F',
          isRestricted: false,
        },
      ])
    }
  } finally {
    place.remove()
  }
})
