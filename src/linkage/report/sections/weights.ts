import { markup } from '../../explain/markup.ts'
import { drawBars } from '../charts/bars.ts'
import { bits, count, smallShare, times } from '../page/figures.ts'
import { chartWithTable, type Section } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

/** What each level of each comparison weighs. */
export function weightsSection({ comparisons, summary }: ReportData): Section {
  const levels = comparisons.flatMap((c) =>
    c.levels.filter((l) => !l.missing).map((l) => ({ ...l, about: c.about })),
  )
  const prior = Math.log2(summary.prior / (1 - summary.prior))
  const strongest = levels.toSorted((a, b) => b.bits - a.bits)[0]
  const chart = drawBars(
    {
      id: 'chart-weights',
      title: 'What each level weighs',
      description: `${levels.length} levels of ${comparisons.length} comparisons. ${strongest ? `The strongest evidence is "${strongest.words}" with ${bits(strongest.bits)} bits.` : ''} Bars to the right speak for a match, striped bars to the left against it.`,
    },
    {
      categories: ['before looking (prior)', ...levels.map((l) => l.words)],
      series: [{ name: 'weight', values: [prior, ...levels.map((l) => l.bits)] }],
      axis: 'weight in bits: each bit doubles or halves the odds',
      label: bits,
      twoSided: true,
    },
  )
  return {
    id: 'weights',
    title: 'What the evidence weighs',
    lead: 'Says how much each kind of agreement or difference counts for or against two records being one: look for levels that weigh more, less or the other way than you would expect, and mend the model or its training there.',
    body: markup`<p>A pair starts at the prior and moves by the weight of each level that it reaches; what is missing moves nothing. At weight 0 a pair is as likely one as not.</p>${chartWithTable(
      chart,
      {
        caption: 'What each level weighs',
        head: [
          'Level',
          'Comparison',
          'Holds when',
          'Weight (bits)',
          'Makes a match',
          'Pairs compared that reach it',
        ],
        figures: [3, 5],
        rows: comparisons.flatMap((c) =>
          c.levels.map((l) => [
            l.words,
            c.about,
            markup`<code>${l.when}</code>`,
            l.missing ? 'no evidence' : bits(l.bits),
            l.missing
              ? 'no difference'
              : `${times(l.bits)}${l.adjusted ? ', more for rare values' : ''}`,
            count(l.pairs),
          ]),
        ),
      },
    )}`,
  }
}

/** m and u of each level. */
export function sharesSection({ comparisons }: ReportData): Section {
  const levels = comparisons.flatMap((c) =>
    c.levels.filter((l) => !l.missing).map((l) => ({ ...l, about: c.about })),
  )
  const chart = drawBars(
    {
      id: 'chart-shares',
      title: 'm and u of each level',
      description:
        'For each level two bars: how often two records of one and the same reach it (m, plain), and how often two strangers do (u, striped).',
    },
    {
      categories: levels.map((l) => l.words),
      series: [
        { name: 'm: records of one and the same', values: levels.map((l) => (l.m ?? 0) * 100) },
        { name: 'u: strangers', values: levels.map((l) => (l.u ?? 0) * 100) },
      ],
      axis: 'per cent of pairs that reach the level',
      label: (v) => smallShare(v / 100),
      from: 0,
      to: 100,
    },
  )
  return {
    id: 'shares',
    title: 'm and u: what training has learnt',
    lead: 'Says how often records of one and the same (m) and strangers (u) reach each level: m tells of the quality of your data, u of chance; if m of "different …" is high, that column often changes or is often wrong.',
    body: chartWithTable(chart, {
      caption: 'm and u of each level',
      head: ['Level', 'Comparison', 'm', 'u', 'm divided by u'],
      figures: [2, 3, 4],
      rows: levels.map((l) => [
        l.words,
        l.about,
        l.m === null ? null : smallShare(l.m),
        l.u === null ? null : smallShare(l.u),
        l.m === null || l.u === null || l.u === 0
          ? null
          : Number((l.m / l.u).toPrecision(3)).toLocaleString('en-GB'),
      ]),
    }),
  }
}
