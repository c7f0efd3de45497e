import { z } from 'zod'
import { checkNhsNumber, isIsoDate, normaliseNhsNumber } from '#kernel'
import type { Handle } from '#platform/db'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page, type Reader } from '#platform/web'
import { momentWords } from '../../access.words.ts'
import { type AccessSettings, breakGlassRuleOf } from '../../access-settings.ts'
import { openBrokenGlass } from '../../actions/open-broken-glass.ts'
import {
  addBrokenGlass,
  addressesOfRole,
  brokenGlasses,
  countGlassesOf,
} from '../../data/broken-glass.queries.ts'
import { grantsInForce } from '../../data/shield.queries.ts'
import { agreementAskedMail, glassBrokenMail } from '../../mails.ts'
import type { GlassTarget } from '../../restricted-people.ts'
import { glassGrounds, groundWords, mostGlassesADay } from '../../rules/shield-rule.ts'
import {
  type FieldError,
  line,
  readForm,
  type ShownErrors,
  shownErrors,
  typedText,
} from '../access-parts/form.ts'

const permission = 'access.glass.break'
const template = 'break-glass/break-glass.njk'
const fields = ['ground', 'reason', 'reference', 'nhsNumber', 'given', 'family', 'bornOn'] as const
type Field = (typeof fields)[number]

interface GlassModel extends ShownErrors {
  readonly title: string
  readonly hours: number
  readonly needsSecondPerson: boolean
  readonly typed: Readonly<Record<Field, string>>
  readonly wantsWhereabouts: boolean
  readonly grounds: readonly { value: string; text: string; checked: boolean }[]
  /** How the last request ended, as the address says. */
  readonly asked: string
  readonly open: readonly { href: string; reference: string; until: string; opens: string }[]
  readonly requests: readonly { at: string; ground: string; state: string }[]
  /** Whom it opened, for the log. */
  readonly people: readonly string[]
}

const form = z.object({
  ground: z.enum(Object.keys(glassGrounds) as [keyof typeof glassGrounds], 'Choose why'),
  reason: line('Say what has happened', 500),
  wantsWhereabouts: z.literal('yes').optional(),
})

/** Breaking the glass: opens one restricted record in an emergency, for a time, in everybody's sight. */
export function breakGlassPages(settings: AccessSettings): Page[] {
  return [
    definePage<GlassModel, typeof permission>({
      method: 'GET',
      path: '/break-glass',
      permission,
      audit: {
        event: 'access.glass.opened',
        people: (_request, { open }) => open.map(({ reference }) => reference),
      },
      async handle({ database: { db }, request, reader }) {
        const model = await modelOf(db, settings, reader, {}, typedText(request.query, 'asked'))
        return { template, model }
      },
    }),
    definePage<GlassModel, typeof permission>({
      method: 'POST',
      path: '/break-glass',
      permission,
      isGrave: true,
      audit: {
        event: 'access.glass.broken',
        people: (_request, { people }) => [...people],
        criteria: (_request, { typed }) =>
          Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== '')),
      },
      async handle({ database: { db }, request, reader }): Promise<Answer<GlassModel>> {
        const { body } = request
        const read = readForm(form, body)
        const target = readTarget(body)
        const errors = [
          ...(read.isComplete ? [] : read.errors),
          ...('errors' in target ? target.errors : []),
          ...(await tooOften(db, reader)),
        ]
        if (!read.isComplete || 'errors' in target || errors.length > 0) {
          const model = await modelOf(db, settings, reader, body)
          return {
            template,
            status: 400,
            outcome: 'refused',
            model: { ...model, title: `Error: ${model.title}`, ...shownErrors(errors) },
          }
        }
        const opened = await ask(db, settings, reader, { ...read.values, target: target.target })
        const model = await modelOf(db, settings, reader, body)
        if (opened === undefined || opened === 'waiting') {
          return { redirect: `/break-glass?asked=${opened ?? 'nobody'}`, model }
        }
        return { redirect: `/children/${opened}`, model: { ...model, people: [opened] } }
      },
    }),
  ]
}

/**
 * Keeps the request, tells information governance, and opens the record where nobody else must agree.
 * Answers its reference; undefined where nobody fits whom the glass opens.
 */
async function ask(
  db: Handle,
  settings: AccessSettings,
  reader: Reader,
  asked: {
    readonly ground: string
    readonly reason: string
    readonly wantsWhereabouts?: 'yes' | undefined
    readonly target: GlassTarget
  },
): Promise<string | undefined> {
  const { ground, reason, target } = asked
  const { needsSecondPerson } = breakGlassRuleOf(settings)
  const found = await settings.restrictedPeople?.findHidden(db, target)
  const glassId = await addBrokenGlass(db, {
    askedBy: reader.accountId,
    ground,
    reason,
    wantsWhereabouts: asked.wantsWhereabouts === 'yes',
    reference: found?.reference,
    personId: found?.personId,
    state: needsSecondPerson ? 'waiting' : 'agreed',
  })
  for (const to of await addressesOfRole(db, 'information-governance')) {
    await queueMail(db, glassBrokenMail(to, settings.baseUrl))
  }
  if (!needsSecondPerson) return openBrokenGlass(db, settings, glassId)
  for (const to of await addressesOfRole(db, 'team-manager')) {
    await queueMail(db, agreementAskedMail(to, settings.baseUrl))
  }
  return 'waiting'
}

async function tooOften(db: Handle, { accountId }: Reader): Promise<FieldError[]> {
  if ((await countGlassesOf(db, accountId)) < mostGlassesADay) return []
  const message = 'You have broken the glass too often today. Ring the restricted records officer'
  return [{ field: 'ground', message }]
}

function readTarget(body: unknown): { target: GlassTarget } | { errors: FieldError[] } {
  const text = (field: Field) => typedText(body, field)
  const reference = text('reference').toUpperCase().replaceAll(/[\s-]/g, '')
  const nhsNumber = normaliseNhsNumber(text('nhsNumber'))
  const [given, family, bornOn] = [text('given'), text('family'), text('bornOn')]
  const isNamed = given !== '' || family !== '' || bornOn !== ''
  const ways = [reference !== '', nhsNumber !== '', isNamed].filter(Boolean).length
  const wrong = (field: Field, message: string) => ({ errors: [{ field, message }] })
  if (ways !== 1) {
    return wrong('reference', 'Give one: a Child ID, an NHS number, or full name and date of birth')
  }
  if (reference !== '') return { target: { reference } }
  if (nhsNumber !== '') {
    return checkNhsNumber(nhsNumber).ok
      ? { target: { nhsNumber } }
      : wrong('nhsNumber', 'Check the NHS number: ten digits, of which one is mistyped')
  }
  if (given === '') return wrong('given', 'Enter the first name')
  if (family === '') return wrong('family', 'Enter the family name')
  if (!isIsoDate(bornOn)) return wrong('bornOn', 'Enter the date of birth as year-month-day')
  return { target: { person: { given, family, bornOn } } }
}

async function modelOf(
  db: Handle,
  settings: AccessSettings,
  reader: Reader,
  body: unknown,
  asked = '',
): Promise<GlassModel> {
  const ground = typedText(body, 'ground')
  const grants = await grantsInForce(db, { account: reader.accountId })
  const requests = await brokenGlasses(db, { askedBy: reader.accountId }, 20)
  return {
    title: 'Break the glass',
    ...breakGlassRuleOf(settings),
    typed: Object.fromEntries(fields.map((field) => [field, typedText(body, field)])) as Record<
      Field,
      string
    >,
    wantsWhereabouts: typedText(body, 'wantsWhereabouts') === 'yes',
    grounds: Object.entries(glassGrounds).map(([value, text]) => ({
      value,
      text,
      checked: value === ground,
    })),
    asked: ['nobody', 'waiting'].includes(asked) ? asked : '',
    open: grants.map(({ reference, untilAt, opensWhereabouts }) => ({
      href: `/children/${reference}`,
      reference,
      until: momentWords(untilAt),
      opens: opensWhereabouts ? 'with whereabouts' : 'without whereabouts',
    })),
    requests: requests.map((one) => ({
      at: momentWords(one.askedAt),
      ground: groundWords(one.ground),
      state: stateWords(one),
    })),
    people: [],
    ...shownErrors(),
  }
}

/** What a request came to: nobody and not opened are one to whoever asked. */
function stateWords({ state, grantId }: { state: string; grantId: string | null }): string {
  if (state === 'waiting') return 'Waits for a second person'
  if (state === 'refused') return 'The second person did not agree'
  return grantId === null ? 'Nobody was found whom the glass opens' : 'Opened'
}
