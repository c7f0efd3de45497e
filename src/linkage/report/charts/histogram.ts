import type { Markup } from '../../explain/markup.ts'
import type { WeightBar } from '../measure/weights.ts'
import { axisStyle, type ChartWords, DECALS, drawChart } from './chart.ts'
import { markOf } from './lines.ts'

/** How many pairs have which weight; the upright axis is logarithmic, since few of many match. */
export function drawHistogram(
  words: ChartWords,
  bars: readonly WeightBar[],
  threshold: number,
): Markup {
  const judged = bars.some((b) => b.right !== null)
  const series = judged
    ? [
        { name: 'not one in truth', values: bars.map((b) => b.pairs - (b.right ?? 0)) },
        { name: 'one in truth', values: bars.map((b) => b.right ?? 0) },
      ]
    : [{ name: 'pairs', values: bars.map((b) => b.pairs) }]
  const first = bars[0]?.from ?? 0
  const breadth = bars[0] ? bars[0].to - bars[0].from : 1
  return drawChart(
    words,
    { width: 860, height: 340 },
    {
      aria: { enabled: true, label: { enabled: false }, decal: { show: true, decals: DECALS } },
      legend: judged ? { top: 0, left: 0, itemWidth: 24 } : undefined,
      grid: { left: 80, right: 30, top: 44, bottom: 48 },
      xAxis: {
        type: 'category',
        name: 'weight of the pair (bits)',
        nameLocation: 'middle',
        nameGap: 30,
        data: bars.map((b) => String(b.from).replace('-', '−')),
        ...axisStyle,
        splitLine: { show: false },
      },
      yAxis: {
        type: 'log',
        name: 'pairs',
        nameLocation: 'middle',
        nameGap: 58,
        min: 1,
        ...axisStyle,
        axisLabel: {
          ...axisStyle.axisLabel,
          formatter: (v: number) => v.toLocaleString('en-GB'),
        },
      },
      series: series.map(({ name, values }, i) => ({
        type: 'bar',
        name,
        // A single pair must be seen too, and one is nought on a logarithmic axis.
        data: values.map((n) => (n > 0 ? Math.max(n, 1.2) : '-')),
        barGap: '0%',
        barCategoryGap: '12%',
        ...(i === 0 && inside(threshold, bars)
          ? {
              markLine: markOf({
                at: Math.round((threshold - first) / breadth),
                words: 'joined from here',
              }),
            }
          : {}),
      })),
    },
  )
}

const inside = (threshold: number, bars: readonly WeightBar[]): boolean =>
  threshold >= (bars[0]?.from ?? 0) && threshold < (bars.at(-1)?.to ?? 0)
