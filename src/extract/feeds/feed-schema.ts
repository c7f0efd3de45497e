import { z } from 'zod'
import { isDateFormat } from '#kernel'
import { contentSchemas, type RecordKind } from '../records.ts'
import { weekdays } from '../rules/next-expected.ts'
import { checksSchema } from './check-schema.ts'

const text = z.string().trim().min(1).max(500)
const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens')
const dateFormat = z
  .string()
  .refine(isDateFormat, 'a date format names yyyy, MM and dd once each, as in dd/MM/yyyy')

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm')

const contact = z.strictObject({ role: text, email: z.email() })

/** What a field of a record is read from. A text alone is the name of a column. */
const source = z.union([
  text,
  z.strictObject({ value: z.union([text, z.boolean()]) }),
  z.strictObject({
    column: text,
    /** The name of a code map of this feed. */
    codes: text.optional(),
    /** Parts one column that holds several values. */
    split: z.string().min(1).max(5).optional(),
    /** Where this column's dates differ from the feed's. */
    dateFormat: dateFormat.optional(),
    /** The column holds a whole name, and this field takes a part of it. */
    part: z.enum(['family', 'given']).optional(),
    /** The column holds a JSON object, and this field takes these of its properties. */
    json: z.array(text).min(1).optional(),
  }),
  /** Several columns in one, with a space between, or with what `by` says. */
  z.strictObject({ join: z.array(text).min(2), by: z.string().min(1).max(20).default(' ') }),
])

const nameSource = z.strictObject({
  type: z.enum(['legal', 'preferred', 'former', 'alias']),
  family: source.optional(),
  given: source.optional(),
  /** One column with the whole name, split by the kernel's rules. */
  full: text.optional(),
})

const kinds = Object.keys(contentSchemas) as [RecordKind, ...RecordKind[]]

const record = z.strictObject({
  kind: z.enum(kinds),
  /** The column with the source's own key of the person; by default the feed's `personKey`. */
  personKey: text.optional(),
  /** Tells apart two records of one kind that one row gives, such as mother and father. */
  label: slug.optional(),
  /** The columns that, beside the person's key, tell this record from the person's others. */
  key: z.array(text).min(1).optional(),
  /** The record is there only where at least one of these columns is filled. */
  when: z.array(text).min(1).optional(),
  /** XML: the element that repeats within a record, one of ours for each. */
  each: text.optional(),
  fields: z.record(text, z.union([source, z.array(z.union([nameSource, source])).min(1)])),
})

const trustNames = [...Object.keys(contentSchemas.person.shape), ...kinds] as [string, ...string[]]

const landing = {
  /**
   * The file's name, with the extract's date as {yyyyMMdd} or {yyyy-MM-dd}, and, where the source
   * sends both, {extract}, which reads `full` or `delta`.
   */
  pattern: text.regex(/^[^/\\]*\{[^{}]+\}[^/\\]*$/, 'a file name with the date in braces'),
  /** When on that day the source writes it, Europe/London. */
  extractTime: time.default('00:00'),
  encoding: z.enum(['utf-8', 'windows-1252']).default('utf-8'),
  /** The source encrypts its files for our key; one in the clear is refused then. */
  encryption: z.enum(['none', 'age', 'openpgp']).default('none'),
  /** Larger ones are not taken in by `kith land`, nor from the upload page. */
  sizeLimitMb: z.int().min(1).max(100_000).default(2000),
}

const csvFile = z.strictObject({
  format: z.literal('csv'),
  ...landing,
  delimiter: z.string().length(1).default(','),
  quote: z.string().length(1).default('"'),
  /** The longest line, and the longest record with quoted line breaks. */
  lineLimitBytes: z.int().min(100).max(100_000_000).default(1_048_576),
  /** The source ends its last line; one without an end was cut off. */
  endsWithNewline: z.boolean().default(false),
})

const xmlFile = z.strictObject({
  format: z.literal('xml'),
  ...landing,
  /** The element that holds one record, from the root: `export/children/child`. */
  recordPath: text,
  /** The longest text of one element or attribute. */
  textLimitBytes: z.int().min(100).max(100_000_000).default(1_048_576),
})

/** A ZIP with one CSV file for each table, all of one moment: `<table>.csv`. */
const zipFile = z.strictObject({
  ...csvFile.shape,
  format: z.literal('zip'),
  /** What all tables together may come to, so that a small file cannot fill the machine. */
  unpackedLimitMb: z.int().min(1).max(100_000).default(4000),
})

const columns = z.record(text, z.enum(['required', 'optional']))

/** Columns of another table, put beside a row by a key that both have. */
const lookup = z.strictObject({
  table: text,
  /** The other table's column, and this one's that equals it. */
  key: text,
  equals: text,
  take: z.array(text).min(1),
})

const table = z.strictObject({
  personKey: text.default(''),
  columns: columns.refine((all) => Object.keys(all).length > 0, 'at least one column'),
  lookups: z.array(lookup).default([]),
  /** None where other tables only look things up in it. */
  records: z.array(record).default([]),
})

const definition = z.strictObject({
  feed: slug,
  source: text,
  organisation: text,
  owner: contact,
  steward: contact,
  agreement: text,
  schedule: z.strictObject({
    /** In words, for people. */
    sent: text,
    /** How often, and by when on its day in London (by default the extract's time). */
    every: z.enum(['day', 'weekday', 'week', 'month', 'term']).default('day'),
    /** Of `every: week`, on which day. */
    on: z.enum(weekdays).optional(),
    by: time.optional(),
    lateAfterHours: z.int().min(1).max(10_000),
  }),
  /** What a file holds: all that the source has, or what is new or changed since the last one. */
  extract: z.enum(['full', 'delta']),
  /**
   * The rows that ask for erasure: of the person with all that hangs on them, or only of those
   * records of the row that have a `key` of their own.
   */
  deletion: z
    .strictObject({
      column: text,
      codes: z.array(text).min(1),
      of: z.enum(['person', 'record']).default('person'),
    })
    .optional(),
  /** The source vouches that a key is given once and never again to another person or thing. */
  keysVouchedUnique: z.boolean(),
  /** 0 to 100 by attribute or record kind: which source wins where two differ; 50 where not given. */
  trust: z.partialRecord(z.enum(trustNames), z.int().min(0).max(100)),
  file: z.discriminatedUnion('format', [csvFile, xmlFile, zipFile]),
  checks: checksSchema,
  /**
   * Where nobody's record says whether it is restricted: why that hides nobody wrongly. The source
   * leaves restricted people out, or records no restriction while other sources do.
   */
  restriction: z.enum(['left-out', 'not-recorded', 'undecided']).optional(),
  onBadRow: z.enum(['refuse-file', 'set-aside']).default('refuse-file'),
  dateFormat,
  /** Values that stand for nothing, such as NULL or N/A; an empty one always does. */
  blankValues: z.array(text).default([]),
  /** Birth dates, as YYYY-MM-DD, that this source types when it does not know. */
  placeholderBirthDates: z.array(z.iso.date()).default([]),
  personKey: text.default(''),
  columns: columns.default({}),
  codes: z
    .record(slug.or(z.string().regex(/^\w+$/)), z.record(z.string(), z.union([text, z.boolean()])))
    .default({}),
  records: z.array(record).default([]),
  /** In place of personKey, columns and records: a ZIP's tables by name. */
  tables: z
    .record(z.string().regex(/^[a-z0-9_]+$/, 'small letters, digits and _'), table)
    .optional(),
})

/** The form of a feed definition, `feeds/<feed>.yaml`; feeds/README.md explains each line. */
export const feedSchema = definition.superRefine((feed, context) => {
  const wrong = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  const given = {
    personKey: feed.personKey !== '',
    columns: Object.keys(feed.columns).length > 0,
    records: feed.records.length > 0,
  }
  if (feed.tables === undefined) {
    if (feed.file.format === 'zip') wrong('file', 'a ZIP needs tables')
    else for (const [field, is] of Object.entries(given)) if (!is) wrong(field, 'is needed')
    return
  }
  if (feed.file.format !== 'zip') wrong('tables', 'are for a file of format: zip')
  for (const [field, is] of Object.entries(given)) {
    if (is) wrong(field, 'stands in each table, not beside tables')
  }
  if (feed.extract !== 'full') wrong('extract', 'a feed of tables is sent in full')
  if (feed.deletion !== undefined) wrong('deletion', 'is not for a feed of tables')
  if (feed.file.encryption !== 'none') wrong('file', 'a ZIP cannot come encrypted yet')
})

/** A feed definition as read: how one source's file looks, and what it means. */
export type FeedDefinition = z.infer<typeof feedSchema>
/** One entry of a definition's `records`. */
export type RecordMapping = FeedDefinition['records'][number]
/** One table of a feed whose file is a ZIP. */
export type TableDefinition = z.infer<typeof table>
export type FieldSource = z.infer<typeof source>
export type NameSource = z.infer<typeof nameSource>
