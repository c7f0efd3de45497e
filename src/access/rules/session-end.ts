/** The moments of a session that its end depends on. */
export interface SessionTimes {
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** When its owner last showed who they are. */
  readonly confirmedAt: Date
}

interface Limits {
  readonly hours: number
  readonly idleMinutes: number
}

const minute = 60_000
/** For so long after it a confirmation holds, for grave actions. */
const confirmedFor = 15 * minute

/** Whether a session has ended, by its age or for not being used. */
export function isOver(session: SessionTimes, limits: Limits, now: Date): boolean {
  const unused = now.getTime() - session.lastSeenAt.getTime()
  return now >= endForGood(session, limits) || unused >= limits.idleMinutes * minute
}

/** When a session that is used now will end, and whether its owner was confirmed lately. */
export function timesLeft(
  session: SessionTimes,
  limits: Limits,
  now: Date,
): { endsAt: Date; endsForGoodAt: Date; isConfirmed: boolean } {
  const endsForGoodAt = endForGood(session, limits)
  const idleEnd = new Date(now.getTime() + limits.idleMinutes * minute)
  return {
    endsAt: idleEnd < endsForGoodAt ? idleEnd : endsForGoodAt,
    endsForGoodAt,
    isConfirmed: now.getTime() - session.confirmedAt.getTime() < confirmedFor,
  }
}

function endForGood({ createdAt }: SessionTimes, { hours }: Limits): Date {
  return new Date(createdAt.getTime() + hours * 60 * minute)
}
