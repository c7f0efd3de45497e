import { z } from 'zod'

/**
 * The record kinds of the feed contract: what a source's row becomes, whatever its format. Content
 * is stored as JSON in extract.source_record and read by the later steps through extract's views.
 * Fields that a source does not give are absent, never empty text.
 */

const text = z.string().min(1).max(500)
const date = z.iso.date()

/** A name that the source holds for a person. A person has at least one, of any type. */
export const nameSchema = z.strictObject({
  type: z.enum(['legal', 'preferred', 'former', 'alias']),
  family: text.optional(),
  given: text.optional(),
})

/** A person: child or adult, born or not yet. */
export const personSchema = z.strictObject({
  names: z.array(nameSchema).min(1),
  bornOn: date.optional(),
  /** How far the birth date can be trusted; a placeholder is 1 January 1900 and the like. */
  bornOnIs: z.enum(['exact', 'approximate', 'placeholder']).optional(),
  expectedOn: date.optional(),
  diedOn: date.optional(),
  sex: z.enum(['M', 'F', 'U']).optional(),
  ethnicity: text.optional(),
  languages: z.array(text).optional(),
  needsInterpreter: z.boolean().optional(),
  disabilities: z.array(text).optional(),
  nhsNumber: text.optional(),
  upn: text.optional(),
  uln: text.optional(),
  gpPractice: text.optional(),
  /** The source restricts the whole record; nobody is shown it, or what is joined to it. */
  isRestricted: z.boolean(),
})

/** Where a person lives or lived. */
export const addressSchema = z.strictObject({
  lines: z.array(text).max(4),
  postcode: text.optional(),
  uprn: text.optional(),
  type: text.optional(),
  fromOn: date.optional(),
  toOn: date.optional(),
})

/** Somebody in the person's life: by the source's key, or only by name. */
export const relationshipSchema = z.strictObject({
  kind: text,
  otherKey: text.optional(),
  otherFamily: text.optional(),
  otherGiven: text.optional(),
  otherPhone: text.optional(),
  hasParentalResponsibility: z.boolean().optional(),
  fromOn: date.optional(),
  toOn: date.optional(),
})

/** A service that works with the person, and whom to ring about it. */
export const involvementSchema = z.strictObject({
  service: text,
  organisation: text,
  reference: text.optional(),
  startOn: date.optional(),
  endOn: date.optional(),
  workerRole: text.optional(),
  workerName: text.optional(),
  workerPhone: text.optional(),
  workerEmail: text.optional(),
})

/** A status that holds for a time: CAF, Strengthening Families, child protection plan, … */
export const indicatorSchema = z.strictObject({
  kind: text,
  startOn: date.optional(),
  endOn: date.optional(),
  contactRole: text.optional(),
  contactPhone: text.optional(),
})

/** Something that happened: a short fact, no narrative. */
export const eventSchema = z.strictObject({
  kind: text,
  happenedOn: date,
  fact: text.optional(),
  sensitivity: z.enum(['ordinary', 'sensitive']).default('ordinary'),
})

/** The schema of each record kind's content. */
export const contentSchemas = {
  person: personSchema,
  address: addressSchema,
  relationship: relationshipSchema,
  involvement: involvementSchema,
  indicator: indicatorSchema,
  event: eventSchema,
} as const

export type RecordKind = keyof typeof contentSchemas
export type PersonContent = z.infer<typeof personSchema>
export type AddressContent = z.infer<typeof addressSchema>
export type RelationshipContent = z.infer<typeof relationshipSchema>
export type InvolvementContent = z.infer<typeof involvementSchema>
export type IndicatorContent = z.infer<typeof indicatorSchema>
export type EventContent = z.infer<typeof eventSchema>

/** One record on its way from a file into extract.source_record. */
export interface SourceRecord<Kind extends RecordKind = RecordKind> {
  readonly kind: Kind
  /** The source's own key of the person whom the record is about. */
  readonly personKey: string
  /** Unique within feed and kind: the person's key for a person, the key and more for the rest. */
  readonly recordKey: string
  readonly content: z.infer<(typeof contentSchemas)[Kind]>
  /** The line of the file that it came from, for messages. */
  readonly line: number
}
