import { drawWaterfall } from '../../explain/draw-waterfall.ts'
import { Markup, markup } from '../../explain/markup.ts'
import { sayExplanation } from '../../explain/sentences.ts'
import { waterfallSteps } from '../../explain/waterfall.ts'
import type { PairExample } from '../measure/patterns.ts'
import type { ReportData } from '../report-data.ts'
import { bits } from './figures.ts'
import { details, recordValue, table } from './parts.ts'

const STEP_KINDS = {
  prior: 'before looking',
  level: 'level',
  frequency: 'rarity',
  correction: 'correction',
  total: 'total',
} as const

/** Two records side by side, what speaks for and against, and the waterfall with its table. */
export function showPair(
  { left, right, explanation }: PairExample,
  data: Pick<ReportData, 'columns' | 'records'>,
  id: string,
  name: string,
): Markup {
  const said = sayExplanation(explanation)
  const svg = new Markup(drawWaterfall(explanation, { id, title: `Waterfall of ${name}` }))
  return markup`<div class="pair">${sideBySide(data, left, right, name)}
<p><strong>${said.verdict}</strong> Weight ${bits(explanation.weight)}.</p>
<dl class="evidence">${evidence('For', said.for)}${evidence('Against', said.against)}${evidence('Hardly any', said.neither)}${evidence('Missing', said.missing === null ? [] : [said.missing])}${evidence('Beyond the sum', said.correction === null ? [] : [said.correction])}</dl>
<div class="wide" role="group" tabindex="0" aria-label="${`Chart: waterfall of ${name}`}"><div class="chart">${svg}</div></div>
${details(
  'The waterfall as a table',
  table({
    caption: `Waterfall of ${name}`,
    head: ['Step', 'Kind', 'Bits', 'Weight so far'],
    figures: [2, 3],
    rows: waterfallSteps(explanation).map((s) => [
      s.words,
      STEP_KINDS[s.kind],
      `${s.bits < 0 ? '−' : '+'}${Math.abs(s.bits).toFixed(3)}`,
      `${s.to < 0 ? '−' : '+'}${Math.abs(s.to).toFixed(3)}`,
    ]),
  }),
)}</div>`
}

function evidence(term: string, sentences: readonly string[]): Markup | null {
  if (sentences.length === 0) return null
  return markup`<div><dt>${term}</dt><dd>${sentences.map((s) => markup`<span>${s} </span>`)}</dd></div>`
}

/** What the two records hold, column by column; a row that differs is marked in words as well. */
function sideBySide(
  { columns, records }: Pick<ReportData, 'columns' | 'records'>,
  left: number,
  right: number,
  name: string,
): Markup | null {
  const [a, b] = [records?.get(left), records?.get(right)]
  if (!a || !b) return null
  const sources = a.source === null ? [] : [['source', a.source, b.source] as const]
  const rows = [...sources, ...columns.map((c, i) => [c, a.values[i], b.values[i]] as const)]
  return table({
    caption: `The records of ${name}, as they were compared`,
    head: ['Column', `Record ${shortId(a.id)}`, `Record ${shortId(b.id)}`, 'Alike'],
    rows: rows.map(([column, x = null, y = null]) => [
      column,
      recordValue(x),
      recordValue(y),
      x === null || y === null ? 'not known' : x === y ? 'same' : markup`<strong>differs</strong>`,
    ]),
  })
}

const LONGEST_ID = 24
const shortId = (id: string): string => {
  const letters = [...id]
  return letters.length > LONGEST_ID ? `${letters.slice(0, LONGEST_ID - 1).join('')}…` : id
}
