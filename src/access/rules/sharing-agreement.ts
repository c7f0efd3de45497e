import { z } from 'zod'
import { isIsoDate } from '#kernel'
import { roleKeys } from '../access.permissions.ts'
import { dataKindKeys, sensitivities } from './data-kinds.ts'
import { type PurposeKey, purposeKeys, purposes } from './purposes.ts'

const day = z.string().refine(isIsoDate, 'Give a date as YYYY-MM-DD')
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'Use small letters, digits and hyphens')

/** Everybody's purposes are not enough for what happened to a child: these rest on a concern. */
const eventPurposes: readonly PurposeKey[] = purposeKeys.filter((one) =>
  ['concern', 'enquiry'].includes(purposes[one].needs),
)

/** Who may see which kinds of a source's data, about whom and for what. */
export const clauseSchema = z
  .strictObject({
    kinds: z.array(z.enum(dataKindKeys)).min(1, 'Choose at least one kind of data'),
    sensitivities: z.array(z.enum(sensitivities)).min(1).default(['ordinary']),
    /** In whole years, both included; left out for all ages. */
    ages: z
      .strictObject({ from: z.int().min(0).max(120), to: z.int().min(0).max(120) })
      .refine(({ from, to }) => from <= to, 'The lower age must come first')
      .optional(),
    /** Postcode districts, `S60`; left out for anywhere. */
    areas: z
      .array(z.string().regex(/^[A-Z]{1,2}\d[A-Z\d]?$/, 'Use postcode districts, such as S60'))
      .min(1)
      .optional(),
    organisations: z.array(key).min(1, 'Choose at least one organisation'),
    roles: z.array(z.enum(roleKeys)).min(1, 'Choose at least one role'),
    purposes: z.array(z.enum(purposeKeys)).min(1, 'Choose at least one purpose'),
  })
  .refine(
    ({ kinds, purposes: named }) =>
      !kinds.includes('event') || named.every((one) => eventPurposes.includes(one)),
    {
      path: ['purposes'],
      message: `Events open only against a live concern: choose among ${eventPurposes.map((one) => purposes[one].name).join('; ')}`,
    },
  )

/** A sharing agreement as rules: the only thing that opens a source's data. */
export const agreementSchema = z
  .strictObject({
    /** Its number in the partners' register, `ISA-2026-01`. */
    agreement: z
      .string()
      .regex(/^[A-Z0-9][A-Z0-9-]{1,40}$/, 'Use capital letters, digits, hyphens'),
    title: z.string().trim().min(1, 'Enter a title').max(150),
    /** The feed whose data it opens. */
    source: key,
    lawfulBasis: z.string().trim().min(1, 'Enter the lawful basis').max(500),
    fromOn: day,
    /** The last day on which it opens anything; left out while no end is agreed. */
    toOn: day.optional(),
    clauses: z.array(clauseSchema),
  })
  .refine(({ fromOn, toOn }) => toOn === undefined || fromOn <= toOn, {
    path: ['toOn'],
    message: 'The last day must not be before the first',
  })

export type Clause = z.output<typeof clauseSchema>
export type SharingAgreement = z.output<typeof agreementSchema>
