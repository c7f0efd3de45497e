import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { DateTime } from 'luxon'
import { parse } from 'yaml'
import { z } from 'zod'
import { recordAccess } from '#access'
import { BadInput, isDateFormat } from '#kernel'
import { type Database, inTransaction } from '#platform/db'
import { type TracePerson, untracedPeople } from '#store'

const holds = z.enum(['reference', 'family', 'given', 'bornOn', 'sex', 'postcode'])

const layoutSchema = z.strictObject({
  delimiter: z.string().length(1).default(','),
  dateFormat: z.string().refine(isDateFormat, 'a date format such as yyyyMMdd'),
  sex: z.strictObject({ M: z.string(), F: z.string(), U: z.string() }),
  verifiedBy: z.array(z.string().min(1)),
  columns: z
    .array(z.strictObject({ name: z.string().min(1).max(100), holds }))
    .refine((all) => all.some((one) => one.holds === 'reference'), 'one column holds: reference'),
})

/** How the file of people to be traced looks: tracing.yaml. */
export type TraceLayout = z.infer<typeof layoutSchema>

/** @throws BadInput naming the file and what is wrong with it */
export function readTraceLayout(file: string): TraceLayout {
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new BadInput('The layout of traces cannot be read.', { where: { file }, cause })
  }
  const layout = layoutSchema.safeParse(content)
  if (layout.success) return layout.data
  const issue = layout.error.issues[0]
  throw new BadInput(`The layout is wrong: ${issue?.path.join('.')}: ${issue?.message}`, {
    where: { file },
    fix: 'tracing.yaml of Kith shows each line.',
  })
}

/**
 * Writes the people without a verified NHS number to a file that its owner alone can read. Restricted
 * people are left out, and so are those who have died or lack a name or a birth date to be traced by.
 * The access log has them before the file does. Answers how many.
 *
 * @throws BadInput where the file is there already
 */
export async function exportTraceBatch(
  { db }: Database,
  order: { readonly layout: TraceLayout; readonly file: string; readonly by: string },
): Promise<number> {
  const { layout, file, by } = order
  // Made first, so that nothing is logged where it cannot be written.
  await writeNew(file, '')
  try {
    const people = await readLogged(db, layout, by)
    await writeFile(file, textOf(people, layout))
    return people.length
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

/** Reads the people and notes them in the access log, in one transaction. */
function readLogged(db: Database['db'], layout: TraceLayout, by: string): Promise<TracePerson[]> {
  return inTransaction(db, async (trx) => {
    const found = await untracedPeople(trx, layout.verifiedBy)
    await recordAccess(trx, {
      event: 'app.trace.exported',
      account: undefined,
      organisation: undefined,
      role: undefined,
      people: found.flatMap(({ reference }) => reference ?? []),
      criteria: { by, people: String(found.length) },
      outcome: 'allowed',
      requestId: 'command line',
      address: 'this machine',
    })
    return found
  })
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    const message = isThere ? 'The file is there already.' : 'The file cannot be written.'
    throw new BadInput(message, { where: { file }, fix: 'Name another file with --out.', cause })
  }
}

function textOf(people: readonly TracePerson[], layout: TraceLayout): string {
  const fieldOf = (person: TracePerson, field: keyof TracePerson): string => {
    const value = person[field]
    if (field === 'sex') return layout.sex[(value ?? 'U') as keyof TraceLayout['sex']] ?? ''
    if (value === null) return ''
    if (field === 'bornOn') return DateTime.fromISO(value).toFormat(layout.dateFormat)
    return value
  }
  const rows = people.map((person) =>
    layout.columns.map(({ holds: field }) => fieldOf(person, field)),
  )
  return stringify([layout.columns.map(({ name }) => name), ...rows], {
    delimiter: layout.delimiter,
    escape_formulas: true,
  })
}
