/** The five agencies of the first borough; each is a folder of the output and a file of this module. */
export const agencies = ['social-care', 'education', 'child-health', 'police', 'charity'] as const

/** One of the five agencies. */
export type Agency = (typeof agencies)[number]

/**
 * Everything that can be wrong with a record, with the records it can happen to (its *chances*):
 * a rate is a share of those, not of all records.
 */
export const errorKinds = {
  'surname-misspelt': 'a slip of key or ear in the surname; any record',
  'forename-misspelt': 'the same in the forename; any record with one that is not a nickname',
  'other-spelling': 'another spelling of a name that has several (Mohammed, Wójcik, Niamh)',
  nickname: 'the name they are called by stands where the forename should; who has one',
  'baby-name': '"Baby" or "Baby of …" for a forename; children under ten weeks',
  'still-unborn': '"Unborn" after the birth, with the expected date; children under ten weeks',
  'names-swapped': 'forename and surname in each other’s place; whoever has both',
  'order-mistaken': 'the same where the tradition puts the family name first or has none',
  'half-surname': 'one half of a double-barrelled surname; who has one',
  'former-surname': 'the surname before the change; who changed it',
  'day-month-swapped': 'day and month of birth exchanged; where both can be months',
  'dob-slip': 'one figure of the birth date is wrong; any',
  'first-of-january': 'only the year was known, so 1 January was typed; any',
  'dob-missing': 'no birth date; any',
  'old-address': 'the address before the last move; who moved',
  'street-misspelt': 'a slip in the street’s name; any with a street',
  'postcode-missing': 'no postcode; any',
  'nhs-missing': 'no NHS number; who has one and where the agency keeps it',
  'nhs-invalid': 'one digit wrong, so that the check fails; where it is not missing',
  'upn-missing': 'no UPN; who has one and where the agency keeps it',
  'upn-invalid': 'one digit wrong, so that the check letter fails; where it is not missing',
  'ethnicity-missing': 'NOBT (not obtained) for a known ethnicity; where the agency keeps it',
  'sex-wrong': 'the other sex; any born',
  duplicate: 'a second record of the same person in the same agency; any',
  'end-before-start': 'an end date before its start; where there is an end date',
} as const satisfies Record<string, string>

/** One way in which a record errs. */
export type ErrorKind = keyof typeof errorKinds

/**
 * How often each agency errs: the one table to change. The shape follows what each knows best:
 * health traces NHS numbers, schools copy birth certificates, officers type at the roadside.
 * Columns: social care, education, child health, police, charity.
 */
const table: Record<ErrorKind, readonly [number, number, number, number, number]> = {
  'surname-misspelt': [0.025, 0.015, 0.015, 0.045, 0.035],
  'forename-misspelt': [0.025, 0.015, 0.015, 0.05, 0.035],
  'other-spelling': [0.12, 0.06, 0.08, 0.22, 0.2],
  nickname: [0.22, 0.1, 0.06, 0.35, 0.45],
  'baby-name': [0.1, 0, 0.35, 0, 0],
  'still-unborn': [0.15, 0, 0, 0, 0],
  'names-swapped': [0.004, 0.002, 0.003, 0.012, 0.008],
  'order-mistaken': [0.08, 0.06, 0.07, 0.15, 0.1],
  'half-surname': [0.15, 0.12, 0.2, 0.35, 0.3],
  'former-surname': [0.15, 0.3, 0.4, 0.45, 0.2],
  'day-month-swapped': [0.01, 0.006, 0.005, 0.03, 0.02],
  'dob-slip': [0.015, 0.008, 0.006, 0.035, 0.025],
  'first-of-january': [0.006, 0.002, 0.002, 0.04, 0.02],
  'dob-missing': [0.006, 0, 0, 0.05, 0.04],
  'old-address': [0.12, 0.18, 0.25, 0.4, 0.2],
  'street-misspelt': [0.02, 0.015, 0.015, 0.05, 0.04],
  'postcode-missing': [0.02, 0.01, 0.01, 0.15, 0.06],
  'nhs-missing': [0.3, 0, 0.03, 0, 0],
  'nhs-invalid': [0.015, 0, 0.005, 0, 0],
  'upn-missing': [0.35, 0.03, 0, 0, 0],
  'upn-invalid': [0.015, 0.006, 0, 0, 0],
  'ethnicity-missing': [0.08, 0.05, 0, 0, 0],
  'sex-wrong': [0.003, 0.002, 0.002, 0.008, 0.005],
  duplicate: [0.04, 0.015, 0.025, 0.16, 0.05],
  'end-before-start': [0.03, 0.02, 0.03, 0, 0.05],
}

/** The rate of an error at an agency, as a share of its chances (0 to 1). */
export function errorRate(agency: Agency, kind: ErrorKind): number {
  return table[kind][agencies.indexOf(agency)] ?? 0
}

/** Every kind, in the table's order. */
export function allErrorKinds(): ErrorKind[] {
  return Object.keys(errorKinds) as ErrorKind[]
}
