/** One row of the bench's table: what was measured on both sides, and what was to be reached. */
export interface Row {
  work: string
  splink: string
  ours: string
  ratio: string
  target: string
  reached: boolean | null
}

/** The middle of a list of measurements; the mean of the two middle ones if they are even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  if (upper === undefined) throw new RangeError('There is no median of no measurements.')
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** The table in Markdown. */
export function printTable(rows: readonly Row[]): string {
  const cells = [
    ['Work', 'Splink', 'Ours', 'Ratio', 'To reach', 'Reached'],
    ...rows.map((r) => [r.work, r.splink, r.ours, r.ratio, r.target, said(r.reached)]),
  ]
  const widths = cells[0]?.map((_, c) => Math.max(...cells.map((row) => row[c]?.length ?? 0))) ?? []
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, c) => cell.padEnd(widths[c] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((w) => '-'.repeat(w)).join(' | ')} |`
  const [head, ...body] = cells.map(line)
  return [head, rule, ...body].join('\n')
}

const said = (reached: boolean | null) =>
  reached === null ? 'not run' : reached ? 'yes' : '**no**'

/**
 * A share to four figures, five near one; cut and not rounded, so that what is just missed does
 * not read as reached; no nought in front.
 */
export function share(value: number): string {
  const figures = value > 0.999 && value < 1 ? 5 : 4
  const scale = 10 ** figures
  return (Math.floor(value * scale + 1e-6) / scale).toFixed(figures).replace(/^0/, '')
}
