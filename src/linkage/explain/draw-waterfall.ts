import type { Explanation } from './explanation.ts'
import { type Markup, markup } from './markup.ts'
import { sayExplanation } from './sentences.ts'
import { signed, type WaterfallStep, waterfallSteps } from './waterfall.ts'

const WIDTH = 720
const ROW = 26
const TOP = 30
/** Where bars may lie; words are to the left. */
const LEFT = 330
const RIGHT = 660
/** Characters of a step's words that fit beside the bars. */
const WORDS = 44

const INK = '#1d2a30'
const FAINT = '#c9d2d6'
const COLOURS = { for: '#1d5f9e', against: '#b8570b', prior: '#5b6b73', total: INK } as const

/** What the picture is to be called in the page. */
export interface DrawingOptions {
  /** Unique in the page: the parts of the drawing are named after it. */
  id: string
  title?: string
}

/**
 * A pair's weight as a waterfall in SVG. Evidence for runs to the right in plain blue, evidence
 * against to the left in striped orange, so that it reads without colours too; every bar carries
 * its number. No style attributes: it stands in any page, under any policy.
 */
export function drawWaterfall(explanation: Explanation, options: DrawingOptions): string {
  const steps = waterfallSteps(explanation)
  const { id, title = 'How the weight of this pair comes about' } = options
  const { verdict, summary } = sayExplanation(explanation)
  const ends = steps.flatMap((s) => [s.from, s.to])
  const low = Math.min(-1, ...ends)
  const high = Math.max(1, ...ends)
  // Room at both ends for the numbers beside the bars.
  const x = (bits: number) => LEFT + 40 + ((bits - low) / (high - low)) * (RIGHT - LEFT - 40)
  const height = TOP + steps.length * ROW + 8
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="Arial, Helvetica, sans-serif" font-size="13" fill="${INK}" paint-order="stroke"><title id="${id}-title">${title}</title><desc id="${id}-desc">${`${verdict} ${summary}.`}</desc><defs><pattern id="${id}-stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${COLOURS.against}"/><rect width="2" height="6" fill="#ffffff"/></pattern></defs>${axis(x(0), height)}${steps.map((s, i) => row(s, i, x, id, steps[i + 1]))}</svg>`
    .text
}

function axis(zero: number, height: number): Markup {
  return markup`<line x1="${round(zero)}" y1="${TOP - 6}" x2="${round(zero)}" y2="${height - 4}" stroke="${INK}" stroke-width="1"/><text x="${round(zero)}" y="14" text-anchor="middle">0: as likely as not</text>`
}

function row(
  step: WaterfallStep,
  index: number,
  x: (bits: number) => number,
  id: string,
  next: WaterfallStep | undefined,
): Markup {
  const top = TOP + index * ROW
  const middle = top + ROW / 2
  const [a, b] = [Math.min(step.from, step.to), Math.max(step.from, step.to)]
  const isSum = step.kind === 'total'
  const against = step.bits < 0
  const textX = against ? x(a) - 5 : x(b) + 5
  const indent = step.kind === 'frequency' ? 14 : 0
  const words =
    step.words.length > WORDS ? `${step.words.slice(0, WORDS - 1).trimEnd()}…` : step.words
  return markup`${isSum && markup`<line x1="0" y1="${top}" x2="${WIDTH}" y2="${top}" stroke="${INK}"/>`}<text x="${indent}" y="${middle + 4.5}"${isSum && markup` font-weight="bold"`}>${capital(words)}</text><rect x="${round(x(a))}" y="${top + 5}" width="${round(Math.max(1, x(b) - x(a)))}" height="${ROW - 10}" fill="${fill(step, id)}" stroke="${against && !isSum && step.kind !== 'prior' ? COLOURS.against : 'none'}"/><text x="${round(textX)}" y="${middle + 4.5}" text-anchor="${against ? 'end' : 'start'}" stroke="#ffffff" stroke-width="3"${isSum && markup` font-weight="bold"`}>${signed(step.bits)}</text>${next && next.kind !== 'total' && markup`<line x1="${round(x(step.to))}" y1="${top + ROW - 5}" x2="${round(x(step.to))}" y2="${top + ROW + 5}" stroke="${FAINT}"/>`}`
}

function fill({ kind, bits }: WaterfallStep, id: string): string {
  if (kind === 'total') return COLOURS.total
  if (kind === 'prior') return COLOURS.prior
  return bits < 0 ? `url(#${id}-stripes)` : COLOURS.for
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
const round = (n: number) => Math.round(n * 10) / 10
