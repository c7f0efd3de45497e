import type { Markup } from '../../explain/markup.ts'
import { signed } from '../../explain/waterfall.ts'
import type { ClusterShown } from '../measure/clusters.ts'
import { type ChartWords, COLOURS, drawChart } from './chart.ts'

/**
 * A cluster as a ring of its records with their links: what holds it together in plain lines, the
 * weakest of these thick and with its weight, pairs that speak against being one dashed.
 */
export function drawCluster(
  words: ChartWords,
  { records, edges }: ClusterShown,
  threshold: number,
): Markup {
  const size = records.length <= 3 ? 300 : records.length <= 8 ? 380 : 520
  return drawChart(
    words,
    { width: Math.max(size, 420), height: size },
    {
      series: [
        {
          type: 'graph',
          layout: 'circular',
          circular: { rotateLabel: false },
          top: 40,
          bottom: 40,
          left: 60,
          right: 60,
          symbolSize: 26,
          label: { show: true, color: '#ffffff', fontSize: 13, fontWeight: 'bold' },
          itemStyle: { color: COLOURS.ink },
          data: records.map((_, i) => ({ name: String(i + 1) })),
          links: edges
            .filter((e) => e.holds || e.weight < threshold)
            .map((edge) => ({
              source: edge.from,
              target: edge.to,
              lineStyle: lineOf(edge, threshold),
              label: {
                show: edge.isWeakest || records.length <= 4,
                formatter: () => signed(edge.weight),
                color: COLOURS.ink,
                fontSize: 12,
                backgroundColor: '#ffffff',
                padding: 2,
              },
            })),
        },
      ],
    },
  )
}

function lineOf({ holds, isWeakest, weight }: ClusterShown['edges'][number], threshold: number) {
  if (isWeakest) return { color: '#b8570b', width: 5, opacity: 1, type: 'solid' }
  if (holds) return { color: COLOURS.first, width: weight >= threshold ? 2.5 : 1.5, opacity: 1 }
  return { color: '#b8570b', width: 1.5, opacity: 1, type: [3, 4] }
}
