/** Where a value comes from and how old it is. */
export interface Provenance {
  /** The feed, `child-health`. */
  readonly feed: string
  /** The source's name as people know it, `Child health`. */
  readonly sourceName: string
  /** The day of the source's last extract that still held it, `YYYY-MM-DD`. */
  readonly asOf: string
  /** The day of the extract that first brought it in this form. */
  readonly recordedOn: string
}

/** Why a value is empty: no bare blanks (design, rule 2). */
export type BlankReason =
  | 'none-recorded' // the sources that know this child hold no such value
  | 'not-matched' // no source that gives such values has been joined to this child
  | 'feed-late' // a source that could give it has not sent its extract in time
  | 'not-shared' // the reader's rule, whether or not there is a value
  | 'not-asked' // the source does not ask for it
  | 'whereabouts-masked' // shielded, or a source no longer holds this person and has not said why

/** Nothing to show, and why. */
export interface Blank {
  readonly blank: BlankReason
  /** The names of the sources that were looked in, or are late. */
  readonly sources: readonly string[]
}

/** A value with its source, or the reason for its absence. */
export type Sourced<T = string> = { readonly value: T; readonly from: Provenance } | Blank

/** What another source has instead of the value shown. */
export interface OtherSourced<T = string> {
  readonly value: T
  readonly from: Provenance
}

/** A value with the sources that disagree on it, best first; none where all that have one agree. */
export type Compared<T = string> =
  | (OtherSourced<T> & { readonly others: readonly OtherSourced<T>[] })
  | Blank

/** Whether a birth date is that day, about that day, or one that its source types for want of one. */
export type BirthCertainty = 'exact' | 'approximate' | 'placeholder'

/** An address with where it comes from. */
export interface AddressRow {
  readonly lines: readonly string[]
  readonly postcode: string | undefined
  readonly fromOn: string | undefined
  readonly toOn: string | undefined
  readonly from: Provenance
}

/** A parent, carer or other person in the child's life. */
export interface RelationshipRow {
  readonly kind: string
  /** The other's own reference, where the source gives their key. */
  readonly reference?: string | undefined
  readonly family: string | undefined
  readonly given: string | undefined
  readonly phone: string | undefined
  readonly hasParentalResponsibility: boolean | undefined
  readonly from: Provenance
}

/** Somebody whose record names this person: on a mother's page, her child. */
export interface NamedByRow {
  /** What this person is to the other, in the source's word: `mother`. */
  readonly kind: string
  readonly reference: string
  readonly family: string | undefined
  readonly given: string | undefined
  readonly from: Provenance
}

/** A service that works or worked with the child, and whom to ring. No end date means current. */
export interface InvolvementRow {
  readonly service: string
  readonly reference: string | undefined
  readonly organisation: string
  readonly startOn: string | undefined
  readonly endOn: string | undefined
  readonly workerRole: string | undefined
  readonly workerName: string | undefined
  readonly workerPhone: string | undefined
  readonly workerEmail?: string | undefined
  readonly from: Provenance
}

/** A status such as CAF or Strengthening Families. */
export interface IndicatorRow {
  readonly kind: string
  readonly startOn: string | undefined
  readonly endOn: string | undefined
  readonly contactRole: string | undefined
  readonly contactPhone: string | undefined
  readonly from: Provenance
}

/** Something that happened, as a source tells it. */
export interface EventRow {
  readonly kind: string
  readonly happenedOn: string
  readonly fact: string | undefined
  readonly sensitivity: string
  readonly from: Provenance
}

/** Somebody whom a source has at an address that is, or was, the person's too. */
export interface HouseholdMember {
  readonly reference: string
  readonly family: string | undefined
  readonly given: string | undefined
  readonly bornOn: string | undefined
  readonly bornOnIs: BirthCertainty
  readonly expectedOn: string | undefined
  /** Their own address there, in their source's words, and from when to when. */
  readonly address: AddressRow
}

/** Who lives or lived at one address of the person. */
export interface Household {
  /** What the addresses of one house have in common; not for show. */
  readonly place: string
  /** The person's own address there, best first. */
  readonly address: AddressRow
  readonly members: readonly HouseholdMember[]
  /** So many are recorded there that it is a hostel, a home or a hotel, and nobody's household. */
  readonly isShared: boolean
}

/** A source that no longer holds this person and has not said why. */
export interface GoneSource {
  readonly sourceName: string
  /** The day of the extract that no longer had them, `YYYY-MM-DD`. */
  readonly sinceOn: string
}

/** What a source says of itself beside a child's page. */
export interface SourceCoverage {
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  /** Whether an agreement shares anything of this source with the reader, whatever it holds. */
  readonly isShared: boolean
  /** Whether a record of this source is joined to the child, as far as it is shared. */
  readonly holdsRecord: boolean
  /** The day of its last good extract; undefined when none has ever come. */
  readonly asOf: string | undefined
  readonly isLate: boolean
}

/** For each list the reason that would explain its being empty: which sources give such a thing at all. */
export interface EmptyLists {
  readonly name: Blank
  readonly address: Blank
  readonly relationship: Blank
  readonly involvement: Blank
  readonly indicator: Blank
  readonly event: Blank
  /** By kind, `strengthening-families`, for each that a source has ever given to anybody. */
  readonly indicatorOf: Readonly<Record<string, Blank>>
}

/** Everything the index holds of one person that a reader may see. */
export interface ChildRecord {
  readonly personId: string
  /** The current reference, `RSV0123456789`. */
  readonly reference: string
  /** The reference asked for, where it has since been joined to another. */
  readonly formerReference: string | undefined
  readonly family: Sourced
  readonly given: Sourced
  /** Other names held: preferred, former, alias, or another source's spelling. */
  readonly otherNames: readonly {
    type: string
    family: string | undefined
    given: string | undefined
    from: Provenance
  }[]
  readonly bornOn: Compared
  /** How far the birth date shown can be trusted. */
  readonly bornOnIs: BirthCertainty
  readonly expectedOn: Sourced
  readonly diedOn: Sourced
  readonly sex: Compared
  readonly ethnicity: Compared
  readonly nhsNumber: Compared
  readonly upn: Compared
  readonly gpPractice: Compared
  readonly uln: Sourced
  readonly languages: Sourced
  readonly needsInterpreter: Sourced
  readonly disabilities: Sourced
  /** The best address, a former one only where no current one is held; `addresses` has them all, best first. */
  readonly address: Sourced<AddressRow>
  readonly addresses: readonly AddressRow[]
  readonly relationships: readonly RelationshipRow[]
  readonly namedBy: readonly NamedByRow[]
  readonly involvements: readonly InvolvementRow[]
  readonly indicators: readonly IndicatorRow[]
  /** What happened, the latest first, as far as the reader may see it. */
  readonly events: readonly EventRow[]
  /** Why a list is empty, where it is, or has no more in it than is shown elsewhere. */
  readonly empty: EmptyLists
  readonly sources: readonly SourceCoverage[]
  /** Sources that no longer hold this person, unexplained: their whereabouts are masked. */
  readonly gone: readonly GoneSource[]
  /** The record is hidden from everybody but those whose grant opens it, as the reader's does. */
  readonly isRestricted?: boolean
  /** A shield hides from the reader where this person is. */
  readonly isShielded?: boolean
  /** Since when no source has had any record of this person, `YYYY-MM-DD`: this is what was held last. */
  readonly notHeldSince?: string
}

/** What a reader types to find a person; at least one is given. Spelling may be wrong. */
export interface SearchCriteria {
  readonly name?: string
  readonly bornOn?: string
  readonly postcode?: string
  readonly nhsNumber?: string
  readonly upn?: string
}

/** One person found, enough to choose by. */
export interface SearchResult {
  readonly personId: string
  readonly reference: string
  readonly family: string | undefined
  readonly given: string | undefined
  readonly bornOn: string | undefined
  /** How far the birth date can be trusted: no age is told from a placeholder. */
  readonly bornOnIs: BirthCertainty
  readonly expectedOn: string | undefined
  readonly postcode: string | undefined
  /** Whereabouts are masked, by a shield or because a source no longer holds this person. */
  readonly isMasked?: boolean
  /** By a shield. */
  readonly isShielded?: boolean
  /** Whether any source's addresses are shared with the reader. */
  readonly isPostcodeShared?: boolean
  /** Names of the sources joined here, as far as they are shared. */
  readonly sourceNames: readonly string[]
  /** Why it was found, in words: 'Name sounds alike', 'Same NHS number'. */
  readonly reasons: readonly string[]
}

export interface SearchAnswer {
  /** Best first, at most `limit`. */
  readonly results: readonly SearchResult[]
  /** There are more than were asked for: refine. */
  readonly hasMore: boolean
}
