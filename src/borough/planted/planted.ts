import type { IsoDate } from '#kernel'
import type { KnowingAgency } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import type { Address } from '../places/address.ts'

/** Every planted case, by name, with what it is. The report and the truth use these names. */
export const plantedCases = {
  'twins-alike': 'twins or triplets with names that look alike',
  'half-siblings-two-addresses': 'half-brothers and half-sisters who live at two addresses',
} as const satisfies Record<string, string>

/** The name of a planted case. */
export type PlantedCase = keyof typeof plantedCases

/**
 * What one agency records of a person because of a planted case, other than the truth. Each must be
 * written as it says, whatever else goes wrong, and be told in the truth as that agency's error.
 * Where `from` stands, the agency records it from that day on, else always; until `to`, where given.
 */
export type PlantedRecord = {
  agency: KnowingAgency
  from?: IsoDate
  to?: IsoDate
} & (
  | { what: 'nhs-number'; value: string; error: 'nhs-of-another' | 'chi-number' }
  | { what: 'names'; forename: string; surname: string; error: string }
  | { what: 'born-on'; value: IsoDate | ''; isApproximate: boolean; error: string }
  | { what: 'address'; value: Address; error: string }
  /** So many records of one person in the agency, each with its own key (duplicate nominals). */
  | { what: 'records'; count: number }
  /** This event is recorded under another person's name and birth date, in a record of its own. */
  | { what: 'event-as-another'; eventId: string; person: TruePerson; error: 'gave-anothers-name' }
  /** This parent still stands as a contact, dead or gone or not. */
  | { what: 'contact'; person: TruePerson; relationship: string; error: string }
  /** A line of free text that stands in the agency's notes of this person. */
  | { what: 'note'; text: string }
)

/** One planted case that a person is in. */
export interface Planted {
  case: PlantedCase
  /** Tells apart two instances of one case: everybody in the same instance has the same. */
  group: string
  records: readonly PlantedRecord[]
}
