import type { Markup } from '../../explain/markup.ts'
import { axisStyle, type ChartWords, COLOURS, drawChart } from './chart.ts'

/** Boxes: the middle half of some figures, their median and where nine tenths of them lie. */
export function drawSpreads(
  words: ChartWords,
  axis: string,
  rows: readonly { name: string; spread: readonly number[] }[],
): Markup {
  return drawChart(
    words,
    { width: 860, height: 80 + rows.length * 40 },
    {
      grid: { left: 200, right: 40, top: 10, bottom: 48 },
      xAxis: { type: 'value', name: axis, nameLocation: 'middle', nameGap: 30, ...axisStyle },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map((r) => r.name),
        ...axisStyle,
        splitLine: { show: false },
        axisTick: { show: false },
        axisLine: { show: true, onZero: false, lineStyle: { color: COLOURS.ink } },
        axisLabel: { ...axisStyle.axisLabel, width: 186, overflow: 'truncate', interval: 0 },
      },
      series: [
        {
          type: 'boxplot',
          data: rows.map((r) => [...r.spread]),
          itemStyle: { color: '#cfe0f0', borderColor: COLOURS.first, borderWidth: 1.5 },
        },
      ],
    },
  )
}
