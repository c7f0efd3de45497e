import { relationshipTo, type TruePerson } from '../people/person.ts'
import { delays } from './delays.ts'
import { misspell } from './misspell.ts'
import { currentOf, heardOn, type Moment } from './moment.ts'
import { plantedOf } from './planted-records.ts'

/** A parent or carer as an agency has them. */
export interface KnownContact {
  person: TruePerson
  relationship: string
  title: string
  given: string
  family: string
  phone: string
  /** Lives with the child. */
  isAtHome: boolean
}

/** The parents and carers that an agency has on record for a child on the day, mother first. */
export function knownContacts(moment: Moment, child: TruePerson, atMost: number): KnownContact[] {
  const planted = plantedOf(moment, child, 'contact')
  const people = [
    ...carersOf(child)
      .filter((adult) => isStillListed(moment, adult))
      .map((adult) => ({ adult, relationship: relationshipTo(child, adult) })),
    ...planted.map(({ person, relationship }) => ({ adult: person, relationship })),
  ]
  const once = people.filter(
    ({ adult }, at) => people.findIndex((other) => other.adult === adult) === at,
  )
  if (once.length === 0 || moment.errs('parent-missing')) return []
  return once
    .slice(0, atMost)
    .map(({ adult, relationship }, at) => contactOf(moment, child, adult, relationship, at))
}

/** The adults of a child's life: mother, father and who else is grown up at home. */
export function carersOf(child: TruePerson): TruePerson[] {
  const atHome = child.household.adults
  const parents = [child.mother, child.father].filter((one) => one !== undefined)
  const here = [...parents.filter((one) => atHome.includes(one)), ...atHome]
  return [...new Set([...here, ...parents])].filter((one) => one !== child)
}

function isStillListed(moment: Moment, adult: TruePerson): boolean {
  const { diedOn } = adult.life
  if (diedOn === '' || !moment.isReached(diedOn)) return true
  return !moment.isReached(
    heardOn(moment, 'death of a parent', diedOn, delays[moment.looked.agency].death),
  )
}

function contactOf(
  moment: Moment,
  child: TruePerson,
  adult: TruePerson,
  relationship: string,
  at: number,
): KnownContact {
  const { draws } = moment
  const names = currentOf(moment, adult.life.names)?.value ?? adult
  const title = adult.sex === 'M' ? 'Mr' : draws.pick(`title ${at}`, ['Mrs', 'Miss', 'Ms', 'Ms'])
  const contact = {
    person: adult,
    relationship,
    title,
    given: names.forename,
    family: names.surname,
    phone: phoneOf(moment, adult, at),
    isAtHome: child.household.adults.includes(adult),
  }
  const isInformal = moment.errs('parent-informal', at)
  const isMisspelt = moment.errs('parent-misspelt', at)
  const ownSurname = currentOf(moment, child.life.names)?.value.surname ?? child.surname
  if (ownSurname !== names.surname && moment.errs('parent-as-child', at)) {
    contact.family = ownSurname
  }
  if (isMisspelt) {
    const part =
      draws.chance(`misspelt part ${at}`, 0.5) && contact.given !== '' ? 'given' : 'family'
    contact[part] = misspell(draws.stream(`parent-misspelt ${at}`), contact[part])
  }
  return isInformal ? informally(moment, contact, at) : contact
}

function informally(moment: Moment, contact: KnownContact, at: number): KnownContact {
  const how = moment.draws.between(`informal ${at}`, 0, 2)
  if (how === 0) {
    const word = { Mother: 'Mum', Father: 'Dad' }[contact.relationship]
    return { ...contact, given: word ?? contact.given, family: '' }
  }
  if (how === 1 && contact.given !== '') return { ...contact, family: '' }
  return { ...contact, given: contact.title }
}

// A parent's number goes stale as the child's own record does.
function phoneOf(moment: Moment, adult: TruePerson, at: number): string {
  const { phones } = adult.life
  const now = currentOf(moment, phones)
  const before = now === undefined ? undefined : phones[phones.indexOf(now) - 1]
  if (before !== undefined && moment.errs('phone-stale', at)) return before.value
  return now?.value ?? ''
}
