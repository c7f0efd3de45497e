import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSearch } from '../search/search.ts'
import { makePeople, peopleModel } from '../testing/people.ts'
import { loadIndex } from './index-file.ts'
import { changeIndexFile, indexFiles } from './index-from-files.ts'

const lines = (rows: readonly object[]) =>
  [
    'id,source,first,last,born,code',
    ...rows.map((r) => {
      const { id, source, first, last, born, code } = r as Record<string, string | null>
      return [id, source, first, last, born, code].join(',')
    }),
  ].join('\n')

it('files are indexed, changed and searched, and the changed index takes the old one’s place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kith-files-'))
  const at = (name: string) => join(folder, name)
  try {
    const people = makePeople(120, 6)
    await writeFile(at('people.csv'), lines(people))
    const index = at('people.index')
    const made = await indexFiles({ files: [at('people.csv')], model: peopleModel(), out: index })
    expect(made.records).toBe(people.length)
    await writeFile(
      at('more.csv'),
      lines([{ id: 'z', source: 'a', first: 'Zainab', last: 'Qureshi', born: '2016-01-09' }]),
    )
    await writeFile(at('gone.csv'), `id\n${people[0]?.id}\nnobody`)
    const difference = await changeIndexFile({
      index,
      files: [at('more.csv')],
      removed: at('gone.csv'),
    })
    expect(difference.records).toEqual({
      new: 1,
      changed: 0,
      removed: 1,
      unchanged: 0,
      unknown: ['nobody'],
    })
    const search = await openSearch(await loadIndex(index))
    const [hit] = await search.find({ first: 'Zaynab', last: 'Qureshi' })
    expect(hit?.id).toBe('z')
    expect((await loadIndex(index)).clusterOf(people[0]?.id ?? '')).toEqual([])
    await expect(changeIndexFile({ index, files: [] })).rejects.toMatchObject({
      code: 'input-invalid',
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})
