import type { IsoDate } from '#kernel'
import type { KnowingAgency } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import type { Address } from '../places/address.ts'

/** Every planted case, by group and name, with what it is. The report and the truth use these names. */
export const plantedCases = {
  // identifiers.ts
  'twins-numbers-swapped': 'twins whose NHS numbers are exchanged in the child health index',
  'mothers-number-on-baby': 'a baby recorded under the mother’s NHS number',
  'baby-of-one-and-two': 'newborn twins recorded as "Baby of" their mother, 1 and 2',
  'name-of-dead-brother': 'a boy given the name of a brother who died as a baby',
  'chi-number': 'a Scottish CHI number in the column of NHS numbers',
  'placeholder-birth-date': '1 January, the 1st of the month or 01/01/1900 for a birth date',
  // families.ts
  'twins-alike': 'twins or triplets with names that begin alike',
  triplets: 'three children of one birth',
  'half-siblings-two-addresses': 'half-brothers and half-sisters who live at two addresses',
  'cousins-of-one-name': 'cousins with the same forename and surname, a year or so apart',
  'named-after-parent': 'a child who bears a parent’s forename and surname',
  'dead-parent-listed': 'a parent who died and still stands as a contact',
  'private-fostering':
    'a child who lives with a family that is no relation, by private arrangement',
  surrogacy:
    'a child with a parental order: the birth mother’s record and the parents’ must not meet',
  'name-by-special-guardianship': 'a surname changed to the special guardian’s',
  'placed-out-of-area': 'a looked-after child placed in another authority',
  'placed-into-area': 'another authority’s child placed with carers in the borough',
  'unborn-then-born': 'a child recorded before birth who is born in the nights',
  'two-schools': 'a pupil on the roll of two schools at once',
  'one-agency-only': 'a child whom one agency alone knows',
  'named-in-note-only': 'brothers and sisters named in a note, recorded nowhere',
  'moves-in': 'a child who comes to the borough in the nights',
  'moves-out': 'a child who leaves the borough in the nights',
  dies: 'a child who died, before or in the nights',
  'worker-leaves': 'a case whose worker changes in the nights',
  'new-referral': 'a child referred to social care in the nights',
  // adoption.ts
  'adopted-two-lives': 'an adopted child: two lives that must never be joined',
  'adopted-by-carers': 'the same, by foster carers, so that both lives have one address',
  // identity.ts
  'two-claimed-birth-dates':
    'an unaccompanied young person with two claimed birth dates, one adult',
  'gender-marker-changed':
    'a changed gender marker with a new NHS number; the old name is never shown',
  'forced-marriage-protection':
    'a young person under a forced marriage protection order, whereabouts hidden',
  // police.ts
  'duplicate-nominals': 'one person with several nominals',
  'gave-brothers-name': 'an arrested child who gave his brother’s name',
  // places.ts
  refuge: 'a family in the refuge',
  'asylum-hotel': 'a family in the asylum hotel, birth dates recorded as 1 January',
  'childrens-home': 'a child in the children’s home',
  'traveller-site': 'a family on the Travellers’ site with its one postcode',
  'no-fixed-abode': 'a family of no fixed abode',
  // names.ts
  'same-name-same-birth-date': 'unrelated children with the same name and birth date',
  'singh-kaur': 'brothers and sisters whose last names tell the sex, not the family',
  begum: 'a title for a last name, not shared with the family',
  'somali-three-names': 'own, father’s and grandfather’s name; no family name',
  'family-name-first': 'a family name that stands first at home',
  'slavic-by-gender': 'a surname with a woman’s and a man’s form in one family',
  'single-name': 'one name only',
  fnu: 'a single name with "FNU" (forename unknown) in front',
  transliterated: 'a name with several spellings in Latin letters',
  'double-barrelled-reversed': 'a double-barrelled surname recorded the other way round',
  // patterns.ts
  'build-up': 'several low concerns from several agencies within a few weeks',
  silence: 'nothing from an agency for longer than there should be',
} as const satisfies Record<string, string>

/** The name of a planted case. */
export type PlantedCase = keyof typeof plantedCases

/** The name of an error that is planted rather than drawn at a rate. */
export type PlantedError =
  | 'nhs-of-another'
  | 'chi-number'
  | 'placeholder-birth-date'
  | 'claimed-birth-date'
  | 'placeholder-name'
  | 'halves-reversed'
  | 'gave-anothers-name'
  | 'dead-contact'
  | 'birth-surname'

/**
 * What one agency records of a person because of a planted case, other than the truth. Each must be
 * written as it says, whatever else goes wrong, and be told in the truth as that agency's error.
 * Where `from` stands, the agency records it from that day on, else always; until `to`, where given.
 * It does not by itself make the agency know the person: `isKnownTo` decides that.
 */
export type PlantedRecord = {
  agency: KnowingAgency
  from?: IsoDate
  to?: IsoDate
} & (
  | { what: 'nhs-number'; value: string; error: PlantedError }
  | { what: 'names'; forename: string; surname: string; error: PlantedError }
  | { what: 'born-on'; value: IsoDate; isApproximate: boolean; error: PlantedError }
  | { what: 'address'; value: Address; error: PlantedError }
  /** So many records of one person in the agency, each with its own key (duplicate nominals). */
  | { what: 'records'; count: number }
  /** This event is recorded under another person's name and birth date, in a record of its own. */
  | { what: 'event-as-another'; eventId: string; person: TruePerson; error: PlantedError }
  /** This adult stands as a contact, with the household's telephone number; an error where one is named. */
  | { what: 'contact'; person: TruePerson; relationship: string; error: PlantedError | '' }
  /** A line of free text that stands in the agency's notes of this person. */
  | { what: 'note'; text: string }
)

/** One planted case that a person is in. */
export interface Planted {
  case: PlantedCase
  /** Tells apart two instances of one case: everybody in the same instance has the same. */
  group: string
  records: PlantedRecord[]
}
