import { markup } from '../../explain/markup.ts'
import { drawHistogram } from '../charts/histogram.ts'
import { drawLines } from '../charts/lines.ts'
import { bits, count, percent, score } from '../page/figures.ts'
import { chartWithTable, paragraph, type Section, table } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

const NOTHING = 'No pair of records was compared, so there is nothing to show here.'

/** What other thresholds would give. */
export function thresholdsSection({ thresholds, curve, summary }: ReportData): Section {
  const judged = thresholds.some((t) => t.scores)
  const best = judged
    ? thresholds.reduce((a, b) => ((b.scores?.f1 ?? 0) > (a.scores?.f1 ?? 0) ? b : a))
    : null
  const mark = { at: summary.matchWeight, words: 'this run' }
  const rows = table({
    caption: 'Clusters at each threshold',
    head: [
      'Threshold (probability)',
      'Weight',
      'Pairs from here up',
      'Clusters',
      'Of two records or more',
      'Records in these',
      'Largest',
      ...(judged ? ['Precision', 'Recall', 'F1'] : []),
    ],
    figures: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    rows: thresholds.map((t) => [
      `${percent(t.probability, t.probability > 0.99 ? 2 : 1)}${t.isRuns ? ' (this run)' : ''}`,
      bits(t.weight),
      count(t.pairs),
      count(t.clusters),
      count(t.several),
      count(t.joined),
      count(t.largest),
      ...(t.scores ? [score(t.scores.precision), score(t.scores.recall), score(t.scores.f1)] : []),
    ]),
  })
  const points = curve.map((p) => [
    bits(p.weight),
    percent(p.probability, 2),
    count(p.pairs),
    ...(p.scores ? [score(p.scores.precision), score(p.scores.recall), score(p.scores.f1)] : []),
  ])
  const pairsTable = {
    caption: 'Pairs at or above each weight',
    head: ['Weight', 'Probability', 'Pairs', ...(judged ? ['Precision', 'Recall', 'F1'] : [])],
    figures: [1, 2, 3, 4, 5],
    rows: points,
  }
  const chart = judged
    ? drawLines(
        {
          id: 'chart-thresholds',
          title: 'Precision, recall and F1 of the pairs at each threshold',
          description: `Precision rises and recall falls as the threshold rises. The run joins from weight ${bits(summary.matchWeight)}.`,
        },
        {
          series: (['precision', 'recall', 'f1'] as const).map((kind) => ({
            name: kind === 'f1' ? 'F1' : kind,
            points: curve.map((p) => [p.weight, p.scores?.[kind] ?? 0]),
          })),
          x: 'threshold (weight in bits)',
          y: 'share',
          percent: true,
          mark,
        },
      )
    : drawLines(
        {
          id: 'chart-thresholds',
          title: 'Pairs at or above each threshold',
          description: `The number of pairs falls as the threshold rises. The run joins from weight ${bits(summary.matchWeight)}.`,
        },
        {
          series: [{ name: 'pairs', points: curve.map((p) => [p.weight, p.pairs]) }],
          x: 'threshold (weight in bits)',
          y: 'pairs at or above it',
          logarithmic: true,
          mark,
        },
      )
  return {
    id: 'thresholds',
    title: 'Choosing the threshold',
    lead: 'Says what you would get by joining from another probability: raise the threshold where a wrong join is worse than a missed one, lower it where a missed one is worse.',
    body: markup`<p>Clusters are built anew at each of these probabilities; <code>--also-at 0.25</code> adds others.</p>${rows}${best?.scores ? paragraph(`Of these, F1 is best at ${percent(best.probability, 2)}: ${score(best.scores.f1)}. Here records are judged as clusters; the picture below judges pairs alone, before clusters put right what single pairs miss.`) : null}${curve.length === 0 ? paragraph(NOTHING) : chartWithTable(chart, pairsTable)}`,
  }
}

/** How pairs are spread over weights. */
export function distributionSection({ distribution, summary }: ReportData): Section {
  const near = distribution
    .filter((b) => Math.abs((b.from + b.to) / 2 - summary.matchWeight) <= 3)
    .reduce((sum, b) => sum + b.pairs, 0)
  const judged = distribution.some((b) => b.right !== null)
  const words = {
    id: 'chart-distribution',
    title: 'Pairs by weight',
    description: `How many of ${count(summary.candidatePairs)} pairs have which weight. ${count(near)} lie within about three bits of the threshold.`,
  }
  return {
    id: 'distribution',
    title: 'Distribution of the weights',
    lead: 'Says how clearly matches and non-matches come apart: two humps with a valley between them at the threshold are good; many pairs in the valley mean that people should look, or that the model needs another comparison.',
    body:
      distribution.length === 0
        ? paragraph(NOTHING)
        : markup`<p>${count(near)} of ${count(summary.candidatePairs)} pairs (${percent(near / summary.candidatePairs)}) lie within about three bits of the threshold. Each step upward in the picture is ten times as many pairs.</p>${chartWithTable(
            drawHistogram(words, distribution, summary.matchWeight),
            {
              caption: 'Pairs by weight',
              head: ['Weight from', 'to', 'Pairs', ...(judged ? ['One in truth'] : [])],
              figures: [0, 1, 2, 3],
              rows: distribution.map((b) => [
                bits(b.from),
                bits(b.to),
                count(b.pairs),
                ...(b.right === null ? [] : [count(b.right)]),
              ]),
            },
          )}`,
  }
}
