import type { ShownErrors } from '../access-parts/form.ts'

/** What the page for setting up an app shows, and the one with the recovery codes after it. */
export interface SetUpModel extends ShownErrors {
  readonly account?: string
  /** The key in groups of four letters. */
  readonly key?: string
  readonly qr?: { readonly size: number; readonly path: string }
  /** Shown once. */
  readonly codes?: readonly string[]
  readonly next?: string
}

/** The dark modules of a QR code as an SVG path: one rectangle for each run in a row. */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
    .join('')
}

function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (!isDark) continue
    if (last && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  }
  return runs
}
