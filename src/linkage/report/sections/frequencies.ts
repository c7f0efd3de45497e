import { type Markup, markup } from '../../explain/markup.ts'
import { drawSpreads } from '../charts/spreads.ts'
import { bits, count, percent } from '../page/figures.ts'
import { chartWithTable, paragraph, recordValue, type Section, table } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

/** What the rarity of values does. */
export function frequenciesSection({ frequencies, records }: ReportData): Section {
  return {
    id: 'frequencies',
    title: 'Rare and common values',
    lead: 'Says what it adds that a shared value is rare, and takes that it is common: if one value takes a great deal, check whether it is a placeholder that should count as missing.',
    body:
      frequencies.effects.length === 0
        ? paragraph(
            'This model does not ask how common values are. Say "term_frequency: true" at a comparison of names or places, and rare values weigh more than common ones.',
          )
        : effects(frequencies, records !== null),
  }
}

function effects(frequencies: ReportData['frequencies'], showsValues: boolean): Markup {
  const { looked, joinedByIt, partedByIt } = frequencies
  const rows = frequencies.effects.filter((e) => e.pairs > 0)
  const values = rows.flatMap((e) => e.commonest.map((v) => ({ ...v, about: e.about })))
  return markup`<p>Of ${count(looked)} pairs looked at, ${count(joinedByIt)} (${percent(joinedByIt / Math.max(1, looked), 2)}) reach the threshold only because what they share is rare, and ${count(partedByIt)} (${percent(partedByIt / Math.max(1, looked), 2)}) stay below it only because what they share is common.</p>${
    rows.length > 0 &&
    chartWithTable(
      drawSpreads(
        {
          id: 'chart-frequencies',
          title: 'What rarity adds or takes, by comparison',
          description: rows
            .map(
              (e) =>
                `${e.about}: half of the pairs between ${bits(e.spread[1])} and ${bits(e.spread[3])} bits`,
            )
            .join('; '),
        },
        'bits that rarity adds or takes: box, the middle half of pairs; whiskers, nine tenths',
        rows.map((e) => ({ name: e.about, spread: e.spread })),
      ),
      {
        caption: 'What rarity adds or takes, in bits',
        head: [
          'Comparison',
          'Pairs',
          '5% below',
          'Quarter below',
          'Median',
          'Quarter above',
          '5% above',
          'Value of two records',
        ],
        figures: [1, 2, 3, 4, 5, 6, 7],
        rows: rows.map((e) => [
          e.about,
          count(e.pairs),
          ...e.spread.map(bits),
          e.rarest === null ? null : bits(e.rarest),
        ]),
      },
    )
  }${
    values.length > 0
      ? table({
          caption: 'The commonest values',
          head: ['Value', 'Comparison', 'Records', 'Sharing it adds or takes (bits)'],
          figures: [2, 3],
          rows: values.map((v) => [recordValue(v.value), v.about, count(v.records), bits(v.bits)]),
        })
      : !showsValues &&
        paragraph('The commonest values are not shown: this report holds no values of records.')
  }`
}
