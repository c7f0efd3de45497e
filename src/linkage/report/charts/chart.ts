import { type EChartsCoreOption, init } from 'echarts/dist/echarts.esm.min'
import { Markup, markup } from '../../explain/markup.ts'

/** Colours that stay apart for colour-blind readers and in grey; series carry a pattern as well. */
export const COLOURS = {
  ink: '#1d2a30',
  faint: '#c9d2d6',
  first: '#1d5f9e',
  second: '#d9822b',
  third: '#4f7a3a',
} as const

/** Slanting stripes over a colour. */
export const STRIPES = {
  symbol: 'rect',
  color: 'rgba(255,255,255,0.75)',
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: Math.PI / 4,
}

/** The first series is plain, the second striped: that much paper and grey can show. */
export const DECALS = [{ symbol: 'none', color: 'transparent' }, STRIPES]

export const FONT = 'Arial, Helvetica, sans-serif'

/** What a chart is called, and what a reader who cannot see it should know. */
export interface ChartWords {
  /** Unique in the page. */
  id: string
  title: string
  description: string
}

export interface ChartSize {
  width: number
  height: number
}

/** Draws a chart as SVG, with a name and a description, in a frame that scrolls where it is too wide. */
export function drawChart(words: ChartWords, size: ChartSize, option: EChartsCoreOption): Markup {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: 13, color: COLOURS.ink },
      color: [COLOURS.first, COLOURS.second, COLOURS.third],
      ...option,
    })
    return framed(words, size, named(chart.renderToSVGString(), words))
  } finally {
    chart.dispose()
  }
}

/** Gives the drawing a role, a name and a description: what is inside is then one picture. */
function named(svg: string, { id, title, description }: ChartWords): Markup {
  const head = markup` role="img" aria-labelledby="${id}-title ${id}-desc"`
  const names = markup`<title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>`
  const still = withoutMotion(svg, id)
  const end = still.indexOf('>')
  return new Markup(`${still.slice(0, end)}${head.text}>${names.text}${still.slice(end + 1)}`)
}

/** Takes out what only a chart that answers to the pointer needs, and names parts after the chart. */
function withoutMotion(svg: string, id: string): string {
  return svg
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/ (?:class="zr[^"]*"|ecmeta_\w+="[^"]*")/g, '')
    .replaceAll(/(id="|url\(#)zr\d+-/g, `$1${id}-`)
}

/** A frame that scrolls sideways, by keyboard too, where the screen is narrower than the picture. */
export function framed(words: Pick<ChartWords, 'title'>, size: ChartSize, svg: Markup): Markup {
  return markup`<div class="wide" role="group" tabindex="0" aria-label="${`Chart: ${words.title}`}"><div class="chart" data-width="${size.width}">${svg}</div></div>`
}

/** An axis with the weights of the page: plain, thin lines. */
export const axisStyle = {
  axisLine: { show: true, lineStyle: { color: COLOURS.ink } },
  axisTick: { show: true },
  axisLabel: { color: COLOURS.ink, fontSize: 12 },
  splitLine: { show: true, lineStyle: { color: '#e3e8ea' } },
  nameTextStyle: { color: COLOURS.ink, fontSize: 12 },
} as const
