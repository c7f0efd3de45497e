import { linkAndInspect } from '../link.ts'
import { checkThreshold, type LinkOptions, type LinkResult } from '../options.ts'

export interface ReportOptions {
  /** A table (id, truth) of who each record really is, to judge the run by. The engine never sees it. */
  truth?: string
  /** Whether values and ids of records are shown in it (true). Without them it holds figures alone. */
  values?: boolean
  /** Probabilities at which clusters are built too, to compare: 0.25, say. */
  alsoAt?: readonly number[]
  /** When it is said to be made (now). */
  madeAt?: Date
}

/**
 * Links, and makes a report of the run: one HTML text that needs nothing else. Its size and time
 * hardly grow with the tables, since it is made from counts and a few examples.
 */
export async function linkWithReport(
  options: LinkOptions,
  report: ReportOptions = {},
): Promise<{ result: LinkResult; report: string }> {
  for (const threshold of report.alsoAt ?? []) checkThreshold(threshold, 'A threshold of alsoAt')
  // Charts are loaded only where a report is made.
  const [{ measureRun }, { renderReport }] = await Promise.all([
    import('./measure-run.ts'),
    import('./page/render-report.ts'),
  ])
  let html = ''
  const result = await linkAndInspect(options, async (inside) => {
    const data = await measureRun(inside, {
      ...(report.truth === undefined ? {} : { truth: report.truth }),
      values: report.values ?? true,
      alsoAt: report.alsoAt ?? [],
      madeAt: report.madeAt ?? new Date(),
    })
    html = renderReport(data)
    await inside.run.clock.at('report', 1, 'done')
  })
  return { result, report: html }
}
