import { addDays, addMonths, type IsoDate, isIsoDate } from '#kernel'

/** Why somebody is shielded. By law: the glass does not open it, only the officer's grant does. */
export const shieldGrounds = {
  refuge: { text: 'Refuge or domestic abuse: the address must not be known', isByLaw: false },
  'staff-family': { text: 'Member of staff or their family', isByLaw: false },
  'elected-member': { text: 'Elected member or their family', isByLaw: false },
  adoption: { text: 'Adoption', isByLaw: true },
  'witness-protection': { text: 'Witness protection', isByLaw: true },
  'forced-marriage': { text: 'Forced marriage or so-called honour-based abuse', isByLaw: false },
  other: { text: 'Another risk of serious harm', isByLaw: false },
} as const

export type ShieldGround = keyof typeof shieldGrounds

/** Grounds on which the glass does not open a record. */
export const groundsByLaw: readonly string[] = Object.entries(shieldGrounds)
  .filter(([, { isByLaw }]) => isByLaw)
  .map(([key]) => key)

/** Why somebody breaks the glass. */
export const glassGrounds = {
  danger: 'A child is in danger now',
  'section-47': 'A section 47 enquiry cannot wait',
  'police-protection': 'Police protection or an emergency protection order',
  medical: 'Urgent medical treatment',
} as const

/** A ground in words; one that is not known by its key. */
export function groundWords(ground: string): string {
  if (Object.hasOwn(shieldGrounds, ground)) return shieldGrounds[ground as ShieldGround].text
  if (Object.hasOwn(glassGrounds, ground)) return glassGrounds[ground as keyof typeof glassGrounds]
  return ground
}

/** How far off a shield's next review may be. */
export const mostMonthsToReview = 12

/** The review that the form offers. */
export function offeredReview(today: IsoDate): IsoDate {
  return addMonths(today, 3)
}

/** What is wrong with a review date; undefined where it is right. */
export function reviewFault(reviewOn: string, today: IsoDate): string | undefined {
  if (!isIsoDate(reviewOn)) return 'Enter the review date as year-month-day'
  if (reviewOn <= today) return 'The review date must be after today'
  const last = addMonths(today, mostMonthsToReview)
  return reviewOn > last ? `The review date must be within ${mostMonthsToReview} months` : undefined
}

/** The longest grant by name, in days. */
export const mostGrantDays = 90

/** What is wrong with the last day of a grant; undefined where it is right. */
export function grantFault(untilOn: string, today: IsoDate): string | undefined {
  if (!isIsoDate(untilOn)) return 'Enter the last day as year-month-day'
  if (untilOn < today) return 'The last day must be today or later'
  return untilOn > addDays(today, mostGrantDays)
    ? `The last day must be within ${mostGrantDays} days`
    : undefined
}

/** The working day after the one on which the glass was broken: by its end the use is reviewed. */
export function reviewDueOn(askedOn: IsoDate): IsoDate {
  const next = addDays(askedOn, 1)
  const weekday = new Date(`${next}T12:00:00Z`).getUTCDay()
  if (weekday === 6) return addDays(next, 2)
  return weekday === 0 ? addDays(next, 1) : next
}

/** How often one person may break the glass within a day; more is a search by other means. */
export const mostGlassesADay = 10
