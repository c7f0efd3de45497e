import { z } from 'zod'

/** What a backup says of itself: the first file in it. */
export const manifestSchema = z.strictObject({
  format: z.literal(1),
  kith: z.string(),
  madeAt: z.iso.datetime(),
  postgres: z.int(),
  /** The migrations that the tables stand at, in order. */
  migrations: z.array(z.string()),
  /** Every table in an order in which each comes after those that it refers to. */
  tables: z.array(
    z.strictObject({ table: z.string(), columns: z.array(z.string()), rows: z.int() }),
  ),
})

export type Manifest = z.infer<typeof manifestSchema>

/** The name of the manifest inside a backup. */
export const manifestName = 'manifest.json'

/** Where a table's rows lie inside a backup. */
export function tableFile(table: string): string {
  return `tables/${table}.copy`
}
