import { z } from 'zod'

const perCent = z.number().min(0).max(100)
const limits = (warn?: number, stop?: number) =>
  z
    .strictObject({ warn: perCent.optional(), stop: perCent.optional() })
    .default({ ...(warn === undefined ? {} : { warn }), ...(stop === undefined ? {} : { stop }) })
const level = z.enum(['off', 'warn', 'stop'])

/** From how many per cent a check warns, and from how many it stops the load. */
export interface CheckLimits {
  readonly warn?: number | undefined
  readonly stop?: number | undefined
}

/**
 * What is looked at before a file is taken, and whether it warns or stops. Figures are per cent.
 * Where nothing is said these defaults hold.
 */
export const checksSchema = z
  .strictObject({
    /** A share of so few rows says nothing: below this many, checks by share are left out. */
    least: z.int().min(1).default(50),
    /** A full extract has so many per cent fewer rows than the last one. */
    fewerRows: limits(2, 5),
    /** Or more rows. */
    moreRows: limits(20),
    /** So many per cent of the persons in force would be gone, or erased, at once. */
    gone: limits(1, 5),
    /** The share of persons with a field has fallen by so many points since the last extract. */
    coverage: limits(2, 20),
    /** So many per cent of the persons with a birth date are outside the agreement's ages. */
    ages: z
      .strictObject({
        from: z.int().min(0).max(150),
        to: z.int().min(0).max(150),
        warn: perCent.optional(),
        stop: perCent.optional(),
      })
      .optional(),
    /** A column, or an XML element, that the definition does not have. */
    newColumns: z.enum(['warn', 'stop']).default('stop'),
    /** An optional CSV column is not sent; a required one always stops. */
    missingColumns: z.enum(['warn', 'stop']).default('stop'),
    /** The columns of a CSV file come in another order than last time; read by name all the same. */
    columnOrder: level.default('warn'),
    /** A code that is not in its map: the value is left out, or the row is bad. */
    unknownCodes: z.enum(['warn', 'stop']).default('stop'),
  })
  .prefault({})

/** The checks of a feed, its own figures or the defaults. */
export type FeedChecks = z.infer<typeof checksSchema>
