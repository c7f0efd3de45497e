import { markup } from '../../explain/markup.ts'
import { drawBars } from '../charts/bars.ts'
import { drawLines } from '../charts/lines.ts'
import { bits, count, percent } from '../page/figures.ts'
import { chartWithTable, paragraph, recordValue, type Section, table } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

/** How full the columns are. */
export function completenessSection({ completeness }: ReportData): Section {
  const { records, columns, sources } = completeness
  const chart = drawBars(
    {
      id: 'chart-completeness',
      title: 'Records that hold something, by column',
      description: columns
        .map((c) => `${c.name}: ${percent(c.filled / Math.max(1, records))}`)
        .join(', '),
    },
    {
      categories: columns.map((c) => c.name),
      series: [
        { name: 'filled', values: columns.map((c) => (c.filled / Math.max(1, records)) * 100) },
      ],
      axis: 'per cent of records that hold something',
      label: (v) => `${v.toFixed(1)}%`,
      from: 0,
      to: 100,
    },
  )
  return {
    id: 'completeness',
    title: 'Completeness of the columns',
    lead: 'Says how many records hold anything in each column, after tidying: an empty column cannot tell people apart, so ask its owner for better data, or add another column to the model.',
    body: markup`${chartWithTable(chart, {
      caption: 'Completeness and variety of the columns',
      head: ['Column', 'Filled', 'Share', 'Distinct values', 'Records holding the commonest'],
      figures: [1, 2, 3, 4],
      rows: columns.map((c) => [
        c.name,
        count(c.filled),
        percent(c.filled / Math.max(1, records)),
        count(c.distinct),
        count(c.commonest),
      ]),
    })}${
      sources.length > 1 &&
      table({
        caption: 'Share of records that hold something, by source',
        head: ['Source', 'Records', ...columns.map((c) => c.name)],
        figures: [1, ...columns.map((_, i) => i + 2)],
        rows: sources.map((source, s) => [
          recordValue(source.name),
          count(source.records),
          ...columns.map((c) => percent((c.bySource[s] ?? 0) / Math.max(1, source.records))),
        ]),
      })
    }`,
  }
}

/** Records that hold too little. */
export function unlinkableSection({ unlinkable, summary }: ReportData): Section {
  const { records, atThreshold, because, curve } = unlinkable
  const share = atThreshold / Math.max(1, records)
  const chart = drawLines(
    {
      id: 'chart-unlinkable',
      title: 'Records that could not be linked, by threshold',
      description: `At the run's threshold ${percent(share, 2)} of the records could not even match a copy of themselves.`,
    },
    {
      series: [
        {
          name: 'records',
          points: curve.map((p) => [p.weight, p.records / Math.max(1, records)]),
        },
      ],
      x: 'threshold (weight in bits)',
      y: 'records out of reach',
      percent: true,
      mark: { at: summary.matchWeight, words: 'this run' },
    },
  )
  return {
    id: 'unlinkable',
    title: 'Records that cannot be linked',
    lead: 'Says how many records hold so little that they would not match even a perfect copy of themselves: no model helps these; only filling in what they lack does.',
    body: markup`<p>At this run’s threshold: <strong>${count(atThreshold)} of ${count(records)} records (${percent(share, 2)})</strong>.</p>${
      because.length > 0 &&
      table({
        caption: 'What these records lack',
        head: ['Missing', 'Records'],
        figures: [1],
        rows: because.map((b) => [
          b.missing.length === 0 ? 'nothing, but all of it is common' : b.missing.join(', '),
          count(b.records),
        ]),
      })
    }${
      records === 0
        ? paragraph('There are no records, so there is nothing to draw.')
        : chartWithTable(chart, {
            caption: 'Records that could not be linked, by threshold',
            head: ['Threshold (weight)', 'Probability', 'Records out of reach', 'Share'],
            figures: [1, 2, 3],
            rows: curve.map((p) => [
              bits(p.weight),
              percent(p.probability, 2),
              count(p.records),
              percent(p.records / Math.max(1, records), 2),
            ]),
          })
    }`,
  }
}
