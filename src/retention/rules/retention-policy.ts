import { z } from 'zod'
import { BadInput, type IsoDate } from '#kernel'

const days = z.int().min(0).max(36_500)

const period = z.strictObject({
  from: z.iso.date(),
  personsGone: days,
  landedFiles: days,
  rejects: days.default(400),
  closedExceptions: days.default(730),
  signInAttempts: days.default(1),
  accessLogYears: z.int().min(1).max(100).default(7),
  basis: z.string().min(1),
})

const endedAgreement = z.strictObject({
  agreement: z.string().min(1),
  feed: z.string().min(1),
  endedOn: z.iso.date(),
})

const policyFile = z.strictObject({
  periods: z.array(period).min(1),
  endedAgreements: z.array(endedAgreement).default([]),
})

/** How long what is kept: days after the event named. */
export type RetentionPeriods = z.infer<typeof period>

export type EndedAgreement = z.infer<typeof endedAgreement>

/** What holds on a day. */
export interface RetentionPolicy {
  readonly periods: RetentionPeriods
  /** Agreements that have ended by then. */
  readonly ended: readonly EndedAgreement[]
}

/**
 * The periods in force on a day, out of the dated file.
 *
 * @param content of `retention.yaml`, parsed
 * @throws BadInput where the file is wrong, or has nothing for so early a day
 */
export function policyOn(content: unknown, today: IsoDate, file: string): RetentionPolicy {
  const parsed = policyFile.safeParse(content)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
    throw new BadInput(`The retention periods are wrong. ${problems.join('; ')}`, {
      where: { file },
      fix: 'Correct the file; nothing was erased.',
    })
  }
  const inForce = parsed.data.periods
    .filter(({ from }) => from <= today)
    .sort((a, b) => a.from.localeCompare(b.from))
    .at(-1)
  if (inForce === undefined) {
    throw new BadInput(`No retention period is in force on ${today}.`, {
      where: { file },
      fix: 'Add a period that begins on that day or before.',
    })
  }
  const ended = parsed.data.endedAgreements.filter(({ endedOn }) => endedOn <= today)
  return { periods: inForce, ended }
}
