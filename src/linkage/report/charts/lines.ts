import type { Markup } from '../../explain/markup.ts'
import { axisStyle, type ChartWords, COLOURS, drawChart } from './chart.ts'

export interface LineSeries {
  name: string
  points: [number, number][]
}

export interface LineOptions {
  series: LineSeries[]
  x: string
  y: string
  percent?: boolean
  logarithmic?: boolean
  /** A place on the horizontal axis that is marked, and what it is. */
  mark?: { at: number; words: string }
}

const DASHES: ('solid' | number[])[] = ['solid', [8, 4], [2, 3]]
const SYMBOLS = ['circle', 'rect', 'triangle']

/** Curves over weights; each has its own dashes and marks, so that they can be told without colour. */
export function drawLines(words: ChartWords, options: LineOptions): Markup {
  const { series, percent = false } = options
  return drawChart(
    words,
    { width: 860, height: 340 },
    {
      legend: series.length > 1 ? { top: 0, left: 0, itemWidth: 40 } : undefined,
      grid: { left: 80, right: 40, top: 44, bottom: 48 },
      xAxis: {
        type: 'value',
        name: options.x,
        nameLocation: 'middle',
        nameGap: 30,
        min: 'dataMin',
        max: 'dataMax',
        ...axisStyle,
      },
      yAxis: {
        type: options.logarithmic ? 'log' : 'value',
        name: options.y,
        nameLocation: 'middle',
        nameGap: 58,
        ...(percent ? { min: 0 } : {}),
        ...axisStyle,
        axisLine: { ...axisStyle.axisLine, onZero: false },
        axisLabel: {
          ...axisStyle.axisLabel,
          formatter: (v: number) =>
            percent ? `${Number((v * 100).toFixed(2))}%` : v.toLocaleString('en-GB'),
        },
      },
      series: series.map(({ name, points }, i) => ({
        type: 'line',
        name,
        data: points,
        symbol: SYMBOLS[i],
        symbolSize: 6,
        showSymbol: points.length < 60,
        lineStyle: { width: 2, type: DASHES[i] },
        ...(i === 0 && options.mark && Number.isFinite(options.mark.at)
          ? { markLine: markOf(options.mark) }
          : {}),
      })),
    },
  )
}

/** An upright line at a weight. */
export function markOf({ at, words }: { at: number; words: string }) {
  return {
    symbol: 'none',
    silent: true,
    data: [{ xAxis: at }],
    lineStyle: { color: COLOURS.ink, type: [4, 3], width: 1.5 },
    label: {
      show: true,
      formatter: () => words,
      color: COLOURS.ink,
      fontSize: 12,
      position: 'end',
    },
  }
}
