import { markup } from '../../explain/markup.ts'
import { drawBars } from '../charts/bars.ts'
import { count, countOf, percent } from '../page/figures.ts'
import { chartWithTable, paragraph, type Section, table } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

/** What each blocking rule costs and adds. */
export function blockingSection({ blocking }: ReportData): Section {
  const { rules, possible, candidates, truth } = blocking
  const skipped = rules.filter((r) => r.skipped.blocks > 0)
  const chart = drawBars(
    {
      id: 'chart-blocking',
      title: 'Pairs and matches that each rule adds',
      description: rules
        .map(
          (r) =>
            `${r.rule}: ${countOf(r.added, 'pair')}, ${countOf(r.matches, 'match', 'matches')}`,
        )
        .join('; '),
    },
    {
      categories: rules.map((r) => r.rule),
      series: [
        { name: 'pairs that no rule before it proposes', values: rules.map((r) => r.added) },
        { name: 'of these at or above the threshold', values: rules.map((r) => r.matches) },
      ],
      axis: 'pairs (each step is ten times as many)',
      label: count,
      logarithmic: true,
    },
  )
  return {
    id: 'blocking',
    title: 'Blocking: which pairs were compared',
    lead: 'Says which pairs each rule proposed for comparison and what came of them: a pair that no rule proposes is never joined, a rule that adds many pairs and no matches only costs time.',
    body: markup`<p>The rules propose ${countOf(candidates, 'pair')} of ${count(possible)} possible (${percent(candidates / Math.max(1, possible), 3)}).${truth && ` By the true answer they propose ${count(truth.proposed)} of ${count(truth.pairs)} pairs that are one (${percent(truth.proposed / Math.max(1, truth.pairs), 2)}); some of the rest are still joined by way of other records.`}</p>${
      candidates === 0 && paragraph('No rule brought two records together.')
    }${chartWithTable(chart, {
      caption: 'What each rule costs and adds',
      head: [
        'Rule',
        'Blocks',
        'Largest block',
        'Pairs by itself',
        'Pairs added',
        'Matches among these',
        ...(truth ? ['One in truth'] : []),
      ],
      figures: [1, 2, 3, 4, 5, 6],
      rows: rules.map((r) => [
        r.rule,
        count(r.blocks),
        count(r.largest),
        count(r.alone),
        count(r.added),
        count(r.matches),
        ...(r.right === null ? [] : [count(r.right)]),
      ]),
    })}<h3>What was skipped</h3>${
      skipped.length === 0
        ? paragraph('Nothing: no block held more records than its rule allows.')
        : markup`${paragraph('Blocks of more records than a rule’s cap are skipped, since their pairs grow with the square of their size. Records that only such a block brings together are not compared: add a rule that cuts the block finer, or raise the cap.')}${table(
            {
              caption: 'Blocks skipped',
              head: [
                'Rule',
                'Cap',
                'Blocks skipped',
                'Records in them',
                'Pairs not compared by it',
                'Largest',
              ],
              figures: [1, 2, 3, 4, 5],
              rows: skipped.map((r) => [
                r.rule,
                count(r.cap),
                count(r.skipped.blocks),
                count(r.skipped.records),
                count(r.skipped.pairs),
                count(r.skipped.largest),
              ]),
            },
          )}`
    }`,
  }
}
