import { z } from 'zod'
import { BadInput, type IsoDate } from '#kernel'

const text = z.string().trim().min(1).max(500)
const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens')

/** Every check that the program knows: what is not here cannot stand in the rule book. */
export const checkNames = [
  'identifier-check-digit',
  'identifier-of-elsewhere',
  'shared-identifier',
  'sources-disagree',
  'likely-duplicate',
  'placeholder-name',
  'unreadable-name',
  'placeholder-birth-date',
  'no-birth-date',
  'impossible-date',
  'end-before-start',
  'postcode-shape',
  'no-postcode',
  'no-current-address',
  'phone-does-not-work',
  'email-shape',
  'nobody-to-ring',
  'open-after-death',
  'second-open-episode',
  'unborn-past-due',
  'gone',
  'restricted-elsewhere',
  'unmapped-organisation',
  'unknown-codes',
  'feed-late',
  'reported',
] as const

export type CheckName = (typeof checkNames)[number]

const rule = z.strictObject({
  rule: z.enum(checkNames),
  title: text,
  whatToDo: text,
  /** How such an error mostly gets in; a check may find a likelier one. */
  cause: slug,
  severity: z.enum(['high', 'medium', 'low']),
  from: z.iso.date(),
  /** The last day on which it holds. */
  until: z.iso.date().optional(),
  /** Only in these feeds; in all where none is named. */
  sources: z.array(slug).min(1).optional(),
  findMinutes: z.number().min(0).max(600),
  options: z.record(z.string(), z.number().min(0)).default({}),
})

const book = z.strictObject({
  causes: z.record(slug, z.strictObject({ title: text, process: text })),
  rules: z.array(rule).min(1),
  reports: z.strictObject({ every: z.enum(['day', 'week', 'month', 'never']) }),
  notSeen: z.strictObject({
    everyChild: z.array(text).min(1),
    roll: z.array(text).min(1),
    graceDays: z.int().min(0).max(365),
    mostChildren: z.number().min(0).max(1),
  }),
})

/** A rule in force, in the words that a steward reads. */
export type Rule = z.infer<typeof rule>

/** How errors of one sort got in, and what to change. */
export interface Cause {
  readonly title: string
  readonly process: string
}

/** How often a steward is mailed. */
export type Every = z.infer<typeof book>['reports']['every']

/** What the not-seen finder goes by. */
export type NotSeenSettings = z.infer<typeof book>['notSeen']

/** The rules in force on a day. */
export interface RuleBook {
  readonly rules: readonly Rule[]
  readonly causes: Readonly<Record<string, Cause>>
  readonly reports: { readonly every: Every }
  readonly notSeen: NotSeenSettings
}

/**
 * The rules in force on a day, out of the dated file.
 *
 * @param content of `quality-rules.yaml`, parsed
 * @throws BadInput where the file is wrong: which setting, and what may stand there
 */
export function ruleBookOn(content: unknown, today: IsoDate, file: string): RuleBook {
  const parsed = book.safeParse(content)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(file, `${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
  }
  const { causes, rules, reports, notSeen } = parsed.data
  const inForce = rules.filter(
    ({ from, until }) => from <= today && (until === undefined || until >= today),
  )
  for (const { rule: name, cause } of rules) {
    if (causes[cause] === undefined)
      throw wrong(file, `rule ${name} names the cause ${cause}, which is not there`)
  }
  const [twice] = inForce.filter((one, at) => inForce.findIndex((o) => o.rule === one.rule) < at)
  if (twice) throw wrong(file, `rule ${twice.rule} is in force twice on ${today}`)
  return { rules: inForce, causes, reports, notSeen }
}

function wrong(file: string, what: string): BadInput {
  return new BadInput(`The data-quality rules are wrong: ${what}.`, {
    where: { file },
    fix: 'src/cleanse/README.md explains each setting.',
  })
}
