/** The eight agencies; each is a folder of the output and a file of this module. */
export const agencies = [
  'social-care',
  'education',
  'education-welfare',
  'child-health',
  'hospital',
  'police',
  'youth-justice',
  'charity',
] as const

/** One of the eight agencies. */
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
  'forename-unknown': '"FNU", "UNKNOWN" or nothing for a forename; any',
  'letters-lost': 'a question mark for a letter that Windows-1252 has not; who has one',
  'baby-name': '"Baby" or "Baby of …" long after the naming; children under a year',
  'still-unborn':
    '"Unborn" for weeks after the birth, with the expected date; who was known before',
  'names-swapped': 'forename and surname in each other’s place; whoever has both',
  'order-mistaken': 'the same where the tradition puts the family name first or has none',
  'half-surname': 'one half of a double-barrelled surname; who has one',
  'former-surname': 'a change of name that never reaches the record; who changed it',
  'day-month-swapped': 'day and month of birth exchanged; where both can be months',
  'dob-slip': 'one figure of the birth date is wrong; any',
  'first-of-january': 'only the year was known, so 1 January was typed; any',
  'first-of-month': 'only the month was known, so its first day was typed; any',
  'dob-placeholder': '1 January 1900 for a birth date; any',
  'dob-missing': 'no birth date; any',
  'old-address':
    'a move that never reaches the record; who moved since it was made, or shortly before',
  'street-misspelt': 'a slip in the street’s name; any with a street',
  'postcode-slip': 'one letter or figure of the postcode is wrong; any',
  'postcode-missing': 'no postcode; any',
  'address-missing': 'no address at all; any',
  'nhs-missing': 'no NHS number; who has one and where the agency keeps it',
  'nhs-invalid': 'one digit wrong, so that the check fails; where it is not missing',
  'upn-missing': 'no UPN; who has one and where the agency keeps it',
  'upn-invalid': 'one digit wrong, so that the check letter fails; where it is not missing',
  'ethnicity-missing': 'not obtained, for a known ethnicity; where the agency keeps it',
  'sex-wrong': 'the other sex; any born',
  'phone-stale': 'a number given up; who changed theirs',
  'practice-stale': 'the practice before; who changed theirs',
  'parent-missing': 'no parent or carer; who has one',
  'parent-misspelt': 'a slip in a parent’s name; who has one recorded',
  'parent-informal': '"Mum", a forename alone or a title with the surname; who has one recorded',
  'parent-as-child': 'the parent under the child’s surname; where they differ',
  'worker-stale': 'the worker before, months after the change; where one changed',
  'worker-misspelt': 'a slip in the worker’s name; where one is named',
  'death-unknown': 'a death that never reaches the record; who died',
  duplicate: 'a second record of the same person in the same agency; any',
  'end-before-start': 'an end date before its start; where there is an end date',
} as const satisfies Record<string, string>

/** One way in which a record errs. */
export type ErrorKind = keyof typeof errorKinds

type Rates = readonly [
  socialCare: number,
  education: number,
  welfare: number,
  childHealth: number,
  hospital: number,
  police: number,
  youthJustice: number,
  charity: number,
]

/**
 * How often each agency errs: the one table to change. No agency publishes such rates, so each row
 * says why it stands as it does. The shape follows how each comes to know: health traces NHS numbers
 * on the Personal Demographics Service, schools copy birth certificates, a triage nurse and an
 * officer type what they are told, a welfare officer copies from a list, the charity asks little.
 * Columns: social care, education, education welfare, child health, hospital, police, youth justice,
 * charity.
 */
const table: Record<ErrorKind, Rates> = {
  // Typing runs to some 1 slip in 100 to 300 key strokes before proofing: about 1 name in 20 where
  // nobody proofs it (triage, roadside), 1 in 60 where it is copied from a certificate.
  'surname-misspelt': [0.03, 0.015, 0.03, 0.015, 0.035, 0.055, 0.03, 0.045],
  'forename-misspelt': [0.03, 0.015, 0.03, 0.015, 0.035, 0.055, 0.03, 0.045],
  // A transliterated name has no right spelling: who writes it by ear differs a fifth of the time.
  'other-spelling': [0.12, 0.06, 0.1, 0.08, 0.16, 0.22, 0.12, 0.2],
  // What somebody answers to "what's your name?"; registers ask for the certificate's.
  nickname: [0.22, 0.1, 0.14, 0.06, 0.18, 0.35, 0.25, 0.45],
  // A patient who cannot speak, a witness who will not.
  'forename-unknown': [0.003, 0, 0, 0, 0.006, 0.012, 0, 0.01],
  // The one system that keeps accents and writes Windows-1252 has ł, ş and ğ as a question mark.
  'letters-lost': [0, 0, 0.4, 0, 0, 0, 0, 0],
  // Nobody goes back to the record once the child has a name.
  'baby-name': [0.1, 0, 0, 0.12, 0.25, 0, 0, 0],
  'still-unborn': [0.2, 0, 0, 0.05, 0, 0, 0, 0],
  'names-swapped': [0.004, 0.002, 0.004, 0.003, 0.006, 0.012, 0.004, 0.008],
  // Forms ask for "surname": a third to a half who have none, or have it first, fill in otherwise;
  // clerks put some of it right.
  'order-mistaken': [0.08, 0.06, 0.08, 0.07, 0.12, 0.15, 0.08, 0.1],
  'half-surname': [0.15, 0.12, 0.15, 0.2, 0.25, 0.35, 0.2, 0.3],
  'former-surname': [0.15, 0.25, 0.25, 0.35, 0.35, 0.4, 0.15, 0.2],
  // Dates told in the American order, copied between screens of both orders.
  'day-month-swapped': [0.01, 0.006, 0.008, 0.005, 0.012, 0.025, 0.008, 0.02],
  'dob-slip': [0.015, 0.008, 0.012, 0.006, 0.015, 0.03, 0.012, 0.025],
  // "About eight", said of a child by somebody else.
  'first-of-january': [0.006, 0.001, 0.003, 0.001, 0.004, 0.03, 0.004, 0.02],
  'first-of-month': [0.004, 0.001, 0.002, 0.001, 0.002, 0.008, 0.002, 0.012],
  'dob-placeholder': [0.001, 0.0005, 0.002, 0, 0.006, 0.004, 0, 0.004],
  'dob-missing': [0.006, 0, 0.004, 0, 0.002, 0.04, 0, 0.04],
  // Known only if the family says so; the hospital and the police hear of it at the next visit.
  'old-address': [0.15, 0.2, 0.25, 0.3, 0.35, 0.45, 0.15, 0.2],
  'street-misspelt': [0.02, 0.015, 0.02, 0.015, 0.025, 0.05, 0.02, 0.04],
  'postcode-slip': [0.01, 0.006, 0.01, 0.004, 0.01, 0.02, 0.01, 0.02],
  'postcode-missing': [0.02, 0.008, 0.02, 0.005, 0.015, 0.12, 0.02, 0.06],
  'address-missing': [0.008, 0.003, 0.01, 0.002, 0.004, 0.03, 0.01, 0.05],
  // Social care asks health for numbers in batches; triage traces most, and not in the night.
  'nhs-missing': [0.3, 0, 0, 0.02, 0.1, 0, 0.45, 0],
  'nhs-invalid': [0.015, 0, 0, 0.003, 0.004, 0, 0.01, 0],
  'upn-missing': [0.35, 0.02, 0.06, 0, 0, 0, 0.4, 0],
  'upn-invalid': [0.015, 0.005, 0.012, 0, 0, 0, 0.01, 0],
  // The school census has NOBT or REFU for about one pupil in forty; emergency care for one in eight.
  'ethnicity-missing': [0.06, 0.03, 0.08, 0, 0.13, 0.25, 0.05, 0.2],
  'sex-wrong': [0.003, 0.002, 0.003, 0.002, 0.004, 0.008, 0.003, 0.005],
  // Mobile numbers of poor families change often: about one in six in a year.
  'phone-stale': [0.3, 0.35, 0.35, 0.4, 0.3, 0.5, 0.25, 0.2],
  'practice-stale': [0.4, 0, 0, 0.04, 0.25, 0, 0, 0],
  'parent-missing': [0.04, 0.02, 0.06, 0.05, 0.25, 0, 0.06, 0.08],
  'parent-misspelt': [0.05, 0.04, 0.06, 0.03, 0.08, 0, 0.05, 0.08],
  'parent-informal': [0.04, 0.06, 0.1, 0.01, 0.15, 0, 0.04, 0.12],
  'parent-as-child': [0.1, 0.15, 0.2, 0.08, 0.25, 0, 0.1, 0.15],
  // About one children's social worker in six leaves in a year; the record follows weeks later.
  'worker-stale': [0.12, 0.15, 0.2, 0.25, 0, 0, 0.12, 0.15],
  'worker-misspelt': [0.01, 0.02, 0.02, 0.01, 0, 0.02, 0.01, 0.02],
  'death-unknown': [0.1, 0.05, 0.2, 0.02, 0.3, 0.5, 0.1, 0.4],
  // Temporary registrations in a busy night, nominals made anew at each occurrence (force data
  // quality reviews speak of one in six and more), second case records after a gap.
  duplicate: [0.04, 0.012, 0.02, 0.02, 0.09, 0.18, 0.02, 0.05],
  'end-before-start': [0.02, 0.01, 0.02, 0.01, 0, 0, 0.02, 0.04],
}

/** The rate of an error at an agency, as a share of its chances (0 to 1). */
export function errorRate(agency: Agency, kind: ErrorKind): number {
  return table[kind][agencies.indexOf(agency)] ?? 0
}

/** Every kind, in the table's order. */
export function allErrorKinds(): ErrorKind[] {
  return Object.keys(errorKinds) as ErrorKind[]
}
