import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { addTemplates } from './templates.ts'

const app = Fastify()
await addTemplates(app, [fileURLToPath(new URL('./testing', import.meta.url))])

async function textOf(component: string, params: object): Promise<string> {
  const html = await app.view('components.njk', { component, params })
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const from = { sourceName: 'Child <health>', asOf: '2026-11-20' }
const note = 'Child &lt;health&gt;, as of 20 November 2026'

test.each([
  ['a value with its source', { text: '<b>Ada</b>', from }, `&lt;b&gt;Ada&lt;/b&gt; ${note}`],
  ['several lines', { lines: ['1 <i>', 'Anytown'], from }, `1 &lt;i&gt; Anytown ${note}`],
  ['the reason for a blank', { blankText: 'Not asked by Police' }, 'Not asked by Police'],
  ['an empty text is a blank', { text: '', blankText: 'None recorded' }, 'None recorded'],
  ['never a bare blank', {}, 'None recorded'],
])('sourced value: %s', async (_name, params, expected) => {
  expect(await textOf('sourced-value', params)).toBe(expected)
})

test('a source note says how old the value is, to programs as well', async () => {
  const html = await app.view('components.njk', { component: 'source-note', params: from })
  expect(html).toContain('<time datetime="2026-11-20">20 November 2026</time>')
})

test.each([
  [
    'all that is known',
    {
      name: 'Ada <Example>',
      reference: 'RSV1',
      born: '3 May 2014',
      age: '12 years',
      notes: ['Unborn'],
    },
    'Ada &lt;Example&gt; Born 3 May 2014 Age 12 years Child ID RSV1 Unborn',
  ],
  ['somebody without a name', { reference: 'RSV1', notes: [] }, 'RSV1 Child ID RSV1'],
])('child banner: %s', async (_name, params, expected) => {
  expect(await textOf('child-banner', params)).toBe(expected)
})
