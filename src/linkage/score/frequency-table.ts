import { z } from 'zod'

/**
 * How common values are, frozen: with it and frozen parameters a pair weighs the same on every
 * day, whatever else is in the tables. It holds values of records, so it is kept as they are.
 */
export type FrequencyTable = ReadonlyMap<string, FrozenTerm>

/** The frequencies of one column, or of one expression of columns. */
export interface FrozenTerm {
  /** Records that held a value when it was frozen. */
  filled: number
  /** Values that more than one record held; any other counts as held by one. */
  counts: ReadonlyMap<string, number>
  /** Shares in an outside population, where the model names one; they go before the counts. */
  outside: ReadonlyMap<string, number> | null
}

/** The share of records that hold a value. */
export function shareOf({ filled, counts, outside }: FrozenTerm, value: string): number {
  return outside?.get(value) ?? (counts.get(value) ?? 1) / Math.max(1, filled)
}

const pairs = z.array(z.tuple([z.string(), z.number()]))

/** The frozen table as it stands in a file. */
export const frequencyTableSchema = z.array(
  z.object({ name: z.string(), filled: z.number(), counts: pairs, outside: pairs.nullable() }),
)

/** The table as plain data, to be saved as JSON. */
export function plainFrequencies(table: FrequencyTable): z.infer<typeof frequencyTableSchema> {
  return [...table].map(([name, { filled, counts, outside }]) => ({
    name,
    filled,
    counts: [...counts],
    outside: outside ? [...outside] : null,
  }))
}

/** The table from plain data. */
export function frequenciesFrom(plain: z.infer<typeof frequencyTableSchema>): FrequencyTable {
  return new Map(
    plain.map(({ name, filled, counts, outside }) => [
      name,
      { filled, counts: new Map(counts), outside: outside ? new Map(outside) : null },
    ]),
  )
}
