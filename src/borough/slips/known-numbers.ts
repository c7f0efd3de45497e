import { breakNhsNumber, breakUpn } from '../people/identifiers.ts'
import type { TruePerson } from '../people/person.ts'
import type { Practice } from '../places/institutions.ts'
import { delays } from './delays.ts'
import type { KnownBirth } from './known-birth.ts'
import { heardOf, type Moment } from './moment.ts'
import { plantedOf } from './planted-records.ts'

/** The NHS number that an agency has on record on the day; empty where none. */
export function knownNhsNumber(moment: Moment, person: TruePerson, birth: KnownBirth): string {
  const [planted] = plantedOf(moment, person, 'nhs-number')
  if (planted !== undefined) return planted.value
  if (birth.expectedOn !== '') return ''
  const heard = heardOf(moment, person.life.nhsNumbers, {
    label: 'nhs',
    delay: delays[moment.looked.agency].name,
    never: 'former-surname',
    // A number that was replaced is never shown again: the new one hides what the old one told.
    mayShow: (span) => span.to === '' || !moment.isReached(span.to),
  })
  const number = heard?.span.value ?? ''
  if (number !== '' && lacksNumber(moment)) moment.note('nhs-missing')
  if (number === '' || lacksNumber(moment) || moment.errs('nhs-missing')) return ''
  if (!moment.errs('nhs-invalid')) return number
  return breakNhsNumber(moment.draws.stream('nhs-invalid, how'), number)
}

// A second record mostly lacks the number that would have found the first.
function lacksNumber({ looked, draws }: Moment): boolean {
  return looked.isDuplicate && draws.chance('has no number to find the first by', 0.7)
}

/** The UPN that an agency has on record on the day; empty where none. */
export function knownUpn(moment: Moment, person: TruePerson): string {
  const { upn, upnFrom } = person
  if (upn === '' || (upnFrom !== '' && !moment.isReached(upnFrom))) return ''
  if (lacksNumber(moment)) moment.note('upn-missing')
  if (lacksNumber(moment) || moment.errs('upn-missing')) return ''
  return moment.errs('upn-invalid') ? breakUpn(moment.draws.stream('upn-invalid, how'), upn) : upn
}

/** The general practice that an agency has on record on the day. */
export function knownPractice(moment: Moment, person: TruePerson): Practice | undefined {
  return heardOf(moment, person.life.practices, {
    label: 'practice',
    delay: delays[moment.looked.agency].practice,
    never: 'practice-stale',
  })?.span.value
}

/** The sex that an agency has on record on the day; `U` for the unborn. */
export function knownSex(moment: Moment, person: TruePerson, birth: KnownBirth): 'M' | 'F' | 'U' {
  if (birth.expectedOn !== '') return 'U'
  const heard = heardOf(moment, person.life.sexes, {
    label: 'sex',
    delay: delays[moment.looked.agency].name,
    never: 'former-surname',
    mayShow: (span) => span.to === '' || !moment.isReached(span.to),
  })
  const sex = heard?.span.value ?? person.sex
  if (!moment.errs('sex-wrong')) return sex
  return sex === 'M' ? 'F' : 'M'
}

/** The ethnicity code of the censuses that an agency has; `NOBT` where it was not obtained. */
export function knownEthnicity(moment: Moment, person: TruePerson): string {
  return moment.errs('ethnicity-missing') ? 'NOBT' : person.recordedEthnicity
}
