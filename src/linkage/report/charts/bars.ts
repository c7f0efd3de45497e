import type { Markup } from '../../explain/markup.ts'
import { axisStyle, type ChartWords, COLOURS, DECALS, drawChart, STRIPES } from './chart.ts'

export interface BarSeries {
  name: string
  /** One for each category; null draws no bar. */
  values: (number | null)[]
}

export interface BarOptions {
  categories: string[]
  series: BarSeries[]
  /** What the length of a bar is. */
  axis: string
  /** How a value is written at the end of its bar. */
  label: (value: number) => string
  /** Ends of the axis, where it should not follow the values. */
  from?: number
  to?: number
  /** Bars whose lengths grow with the logarithm of the values. */
  logarithmic?: boolean
  /** Bars below nought are drawn in another colour and striped. */
  twoSided?: boolean
}

const WIDTH = 860
const WORDS = 300
/** Bars that lie, one row for each category, each with its value written out. */
export function drawBars(words: ChartWords, options: BarOptions): Markup {
  const { categories, series, axis, label, twoSided = false } = options
  const row = 8 + 18 * series.length
  const height = 70 + categories.length * row
  return drawChart(
    words,
    { width: WIDTH, height },
    {
      aria: {
        enabled: true,
        label: { enabled: false },
        decal: { show: true, decals: DECALS },
      },
      legend: series.length > 1 ? { top: 0, left: 0, itemWidth: 24 } : undefined,
      grid: { left: WORDS, right: 70, top: series.length > 1 ? 34 : 8, bottom: 44 },
      xAxis: {
        type: options.logarithmic ? 'log' : 'value',
        name: axis,
        nameLocation: 'middle',
        nameGap: 28,
        // Room for the figures of bars that run to the left, or they would stand on the words.
        ...(twoSided
          ? { min: ({ min }: { min: number }) => Math.floor(Math.min(-1, min) * 1.25) }
          : {}),
        ...(options.from === undefined ? {} : { min: options.from }),
        ...(options.to === undefined ? {} : { max: options.to }),
        ...axisStyle,
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: categories,
        ...axisStyle,
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          ...axisStyle.axisLabel,
          width: WORDS - 14,
          overflow: 'truncate',
          interval: 0,
          // What is below nought must not be written over.
          margin: 8,
        },
        axisLine: { show: true, onZero: false, lineStyle: { color: COLOURS.ink } },
      },
      series: series.map(({ name, values }) => ({
        type: 'bar',
        name,
        barMaxWidth: 16,
        data: values.map((value) => barOf(value, options, twoSided)),
        label: {
          show: true,
          color: COLOURS.ink,
          fontSize: 12,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const value = values[dataIndex]
            return value === null || value === undefined ? '' : label(value)
          },
          position: 'right',
        },
      })),
    },
  )
}

function barOf(value: number | null, { logarithmic }: BarOptions, twoSided: boolean) {
  // Nought has no place on a logarithmic axis: its bar has no length.
  const shown = value === null || (logarithmic && value < 1) ? null : value
  if (!twoSided || shown === null || shown >= 0) return { value: shown ?? '-' }
  return {
    value: shown,
    itemStyle: { color: '#b8570b', decal: STRIPES },
    label: { position: 'left' },
  }
}
