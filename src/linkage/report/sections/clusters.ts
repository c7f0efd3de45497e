import { type Markup, markup } from '../../explain/markup.ts'
import { drawCluster } from '../charts/cluster-graph.ts'
import type { ClusterShown } from '../measure/clusters.ts'
import type { PairExample } from '../measure/patterns.ts'
import { bits, count, countOf } from '../page/figures.ts'
import { showPair } from '../page/pair.ts'
import { details, paragraph, recordValue, type Section, table } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

const WHY = {
  largest: 'one of the largest',
  weakest: 'held together by a weak link',
  conflicting: 'with records that speak against each other',
} as const

/** The clusters that most deserve a look. */
export function clustersSection(data: ReportData): Section {
  const { sizes, shown } = data.clusters
  return {
    id: 'clusters',
    title: 'Clusters that deserve a look',
    lead: 'Shows the clusters that hang together by the weakest link, those whose records disagree most, and the largest: a wrong join is likeliest here, so look at them first and record what you decide.',
    body: markup`${details(
      'How many clusters have how many records',
      table({
        caption: 'Clusters by size',
        head: ['Records in the cluster', 'Clusters'],
        figures: [0, 1],
        rows: sizes.map((s) => [count(s.size), count(s.clusters)]),
      }),
    )}${
      shown.length === 0
        ? paragraph('No cluster holds more than one record.')
        : shown.map((cluster, i) => showCluster(cluster, i + 1, data))
    }`,
  }
}

function showCluster(cluster: ClusterShown, number: number, data: ReportData): Markup {
  const { size, records, edges, scoredPairs, against, weakest, parts, worst, why } = cluster
  const threshold = data.summary.matchWeight
  const between = ({ left, right }: PairExample) => {
    const [a, b] = [records.indexOf(left) + 1, records.indexOf(right) + 1]
    return a > 0 && b > 0 ? `records ${a} and ${b}` : 'two records that are not shown here'
  }
  const title = `Cluster ${number}: ${countOf(size, 'record')}, ${WHY[why]}`
  const held = weakest
    ? `The weakest link that holds it together lies between ${between(weakest)}, weight ${bits(weakest.explanation.weight)}. Without it the cluster falls into ${parts?.[0]} and ${parts?.[1]} records.`
    : 'No scored pair holds it together: a person decided so.'
  const possible = (size * (size - 1)) / 2
  return markup`<article class="cluster" aria-labelledby="cluster-${number}"><h3 id="cluster-${number}">${title}</h3>
<p>${held} ${count(scoredPairs)} of its ${countOf(possible, 'pair')} were compared; ${count(against)} of these would not be joined by themselves.${records.length < size && ` The ${count(records.length)} records around its weakest places are shown.`}</p>
${drawCluster(
  {
    id: `graph-${number}`,
    title: `Links of cluster ${number}`,
    description: held,
  },
  cluster,
  threshold,
)}
<p class="caption">Each dot is a record, numbered as in the table; those on one side of the weakest link come first, then those on the other. Plain lines hold the cluster together; the thick one is the weakest of these. Dashed lines are pairs that by themselves would not be joined. Other links are left out of the picture.</p>
${recordsTable(cluster, number, data)}
${details(
  'Its links as a table',
  table({
    caption: `Links of cluster ${number}`,
    head: ['Records', 'Weight', 'What it does'],
    figures: [1],
    rows: edges.map((e) => [
      `${Math.min(e.from, e.to) + 1} and ${Math.max(e.from, e.to) + 1}`,
      bits(e.weight),
      e.isWeakest
        ? 'holds the cluster together, the weakest that does'
        : e.holds
          ? 'holds the cluster together'
          : e.weight < threshold
            ? 'speaks against'
            : 'agrees',
    ]),
  }),
)}${
  weakest &&
  details(
    `The weakest link, between ${between(weakest)}`,
    showPair(weakest, data, `weakest-${number}`, `the weakest link of cluster ${number}`),
  )
}${
  worst &&
  worst.explanation.weight < threshold &&
  details(
    `The pair that agrees least, ${between(worst)}`,
    showPair(worst, data, `worst-${number}`, `the pair of cluster ${number} that agrees least`),
  )
}</article>`
}

function recordsTable(
  { records }: ClusterShown,
  number: number,
  { columns, records: shown }: ReportData,
): Markup | null {
  if (shown === null) return null
  const several = records.some((row) => shown.get(row)?.source != null)
  return table({
    caption: `Records of cluster ${number}, as they were compared`,
    head: ['No.', 'Id', ...(several ? ['Source'] : []), ...columns],
    rows: records.map((row, i) => {
      const record = shown.get(row)
      return [
        i + 1,
        recordValue(record?.id ?? null),
        ...(several ? [recordValue(record?.source ?? null)] : []),
        ...columns.map((_, c) => recordValue(record?.values[c] ?? null)),
      ]
    }),
  })
}
