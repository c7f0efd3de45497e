/**
 * How large a part of its children a borough's services reach. The one place for these shares. A town
 * has Enfield's: of 70,000 under 19, 2,000 with an open case of social care and 49,000 at the
 * borough's schools. A small borough has a richer share of social care: three in a hundred of a few
 * thousand would make a thin demonstration.
 */
export interface Proportions {
  /** Families with a first case of social care in six years. */
  careFamilies: number
  /** Families whose case opens with a plan or care likely to last: those open today. */
  lastingCases: number
}

/** From how many children on a borough counts as a town. */
export const townSize = 20_000

const town: Proportions = { careFamilies: 0.0825, lastingCases: 0.47 }
const demonstration: Proportions = { careFamilies: 0.13, lastingCases: 0.6 }

/** The shares for a borough of so many children. */
export function proportionsFor(children: number): Proportions {
  return children >= townSize ? town : demonstration
}

/** Shares of pupils, by age, at the borough's own schools; others are taught elsewhere or at home. */
export const schooled = { nursery: 0.55, reception: 0.93, sixthForm: 0.8 } as const

/** Shares of children in the child health index. */
export const childHealthIndex = { born: 0.97, unborn: 0.4 } as const
