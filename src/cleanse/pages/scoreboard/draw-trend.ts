import { init } from 'echarts/dist/echarts.esm.min'
import type { TrendDay } from '../../data/scoreboard.queries.ts'

const ink = '#0b0c0c'

/** Draws what was open day by day as SVG. The figures stand in the table beside it. */
export function drawTrend(title: string, days: readonly TrendDay[]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 720, height: 260 })
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'Arial, Helvetica, sans-serif', fontSize: 13, color: ink },
      grid: { left: 70, right: 20, top: 20, bottom: 40 },
      xAxis: {
        type: 'category',
        data: days.map(({ on }) => `${Number(on.slice(8))}/${Number(on.slice(5, 7))}`),
        axisLabel: { color: ink },
      },
      yAxis: { type: 'value', minInterval: 1, name: 'Open', axisLabel: { color: ink } },
      series: [
        {
          type: 'line',
          name: title,
          data: days.map(({ open }) => open),
          symbolSize: 5,
          lineStyle: { width: 2, color: '#1d70b8' },
          itemStyle: { color: '#1d70b8' },
        },
      ],
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
