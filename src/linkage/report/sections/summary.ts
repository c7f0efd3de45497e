import { markup } from '../../explain/markup.ts'
import { bits, count, countOf, percent, score, seconds, smallShare } from '../page/figures.ts'
import { type Section, table } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

/** What the run did, in the fewest figures, and what it warns of. */
export function summarySection({ summary: s, warnings }: ReportData): Section {
  const said = [
    ['Records', count(s.records)],
    ...(s.sources > 1 ? [['Sources', count(s.sources)]] : []),
    ['Pairs compared', `${count(s.candidatePairs)} of ${count(s.possiblePairs)} possible`],
    ['Pairs at or above the threshold', count(s.matches)],
    ['Clusters (things that the records are about)', count(s.clusters)],
    [
      'Clusters of two records or more',
      `${count(s.several)}, holding ${countOf(s.joined, 'record')}`,
    ],
    ['Largest cluster', countOf(s.largest, 'record')],
    ['Threshold', `${percent(s.matchProbability, 2)} (weight ${bits(s.matchWeight)})`],
    ['Prior: how likely two random records are one', smallShare(s.prior)],
    ['Time of the linkage', seconds(s.seconds)],
  ] as [string, string][]
  const scores = s.scores
    ? markup`<p>Judged by the true answer: <strong>precision ${score(s.scores.precision)}</strong> (of the pairs joined, the share that is right), <strong>recall ${score(s.scores.recall)}</strong> (of the pairs that are one, the share that was joined), <strong>F1 ${score(s.scores.f1)}</strong> (both in one figure).</p>`
    : markup`<p>No true answer was given, so nothing here says how many joins are right. With a column that holds it (<code>--truth</code>) this report shows precision and recall.</p>`
  return {
    id: 'summary',
    title: 'Summary',
    lead: 'What was found, and what the engine warns of: deal with the warnings first, since they limit what every other section can tell.',
    body: markup`${scores}${table({ caption: 'The run in figures', head: ['What', 'How much'], rows: said })}
<h3 id="warnings">Warnings</h3>
${
  warnings.length === 0
    ? markup`<p>None.</p>`
    : markup`<ul class="warnings">${warnings.map((w) => markup`<li><code>${w.code}</code> ${w.message}</li>`)}</ul>`
}`,
  }
}
