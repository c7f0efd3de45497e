import { addDays, type IsoDate } from '#kernel'
import { drawHome } from '../places/town.ts'
import { type Random, weigh } from '../random.ts'
import { addEvent } from './events.ts'
import { workerOf } from './health.ts'
import type { CareCase, Home, Involvement, LegalCode, Worker } from './life.ts'
import { moveAlone } from './moves.ts'
import type { Household, TruePerson } from './person.ts'
import { dayBetween, earlier, later, type Setting } from './setting.ts'
import { inSuccession, type Span } from './span.ts'

const sources = weigh([
  ['5C', 26],
  ['2A', 20],
  ['3E', 8],
  ['3B', 7],
  ['1A', 9],
  ['4', 5],
  ['3A', 4],
  ['6', 6],
  ['1B', 5],
  ['5A', 10],
] as const)
const needs = weigh([
  ['N1', 52],
  ['N5', 16],
  ['N4', 9],
  ['N2', 9],
  ['N3', 4],
  ['N6', 5],
  ['N7', 2],
  ['N8', 3],
] as const)
const factors = ['3A', '3B', '4B', '1B', '2B', '4A', '17A', '18B', '21', '10A', '12A'] as const
const categories = weigh([
  ['NEG', 48],
  ['EMO', 34],
  ['PHY', 9],
  ['SAB', 4],
  ['MUL', 5],
] as const)

/**
 * The family's cases of social care, if any: from the referral to the closure, with assessment,
 * enquiry, plans and care, the workers who change, and the contacts and visits as events.
 */
export function needCare(
  random: Random,
  setting: Setting,
  household: Household,
  isMuchTrouble: boolean,
): void {
  const share = setting.proportions.careFamilies
  const isKnown = random.chance(Math.min(0.85, share * (isMuchTrouble ? 6 : 0.78)))
  if (!isKnown) return
  const first = later(addDays(setting.since, 10), household.hereFrom)
  let from = dayBetween(random, first, setting.until)
  for (let times = 0; times < 3; times++) {
    const own = random.fork(`case/${times}`)
    const end = openCase(own, setting, household, from)
    if (end === '' || !own.chance(0.3)) return
    from = addDays(end, own.between(40, 500))
    if (from >= setting.until || (household.leavesOn !== '' && from >= household.leavesOn)) return
  }
}

interface CasePlan {
  from: IsoDate
  to: IsoDate | ''
  care: CareCase
  workers: Span<Worker>[]
}

/** Opens a case for the children of a household on a day; gives the day of its end, or empty. */
export function openCase(
  random: Random,
  setting: Setting,
  household: Household,
  from: IsoDate,
  lasts = random.chance(setting.proportions.lastingCases),
): IsoDate | '' {
  const plan = planCase(random, setting, household, from, lasts)
  for (const [index, child] of household.children.entries()) {
    const own = random.fork(`child/${index}`)
    // A child conceived later is not in it; a new baby may come to be.
    if (!own.chance(0.9) || addDays(child.expectedOn, -150) > from) continue
    const involvement: Involvement = {
      agency: 'social-care',
      kind: 'case',
      from,
      to: plan.to,
      workers: plan.workers,
      about: '',
      care: plan.care,
    }
    child.life.involvements.push(involvement)
    recordSteps(own, setting, child, plan)
    if (plan.care.lookedAfter !== undefined) beLookedAfter(own, setting, child, involvement)
  }
  return plan.to
}

function planCase(
  random: Random,
  setting: Setting,
  household: Household,
  from: IsoDate,
  lasts: boolean,
): CasePlan {
  const isNfa = !lasts && random.chance(0.4)
  const assessed = addDays(from, random.between(20, 48))
  const length = isNfa
    ? random.between(1, 10)
    : lasts
      ? random.between(250, 2600)
      : random.between(45, 330)
  const end = addDays(from, length)
  const bounded = earlier(end > setting.until ? '' : end, household.leavesOn)
  const to = bounded === '' || bounded > from ? bounded : addDays(from, 1)
  const has47 = !isNfa && random.chance(lasts ? 0.62 : 0.2)
  const conferenceOn = addDays(from, random.between(12, 25))
  const isConference = has47 && random.chance(0.72)
  const isPlan = isConference && random.chance(0.85)
  const isCare = !isNfa && lasts && random.chance(0.28)
  const planEnd = addDays(conferenceOn, random.between(120, 700))
  const careFrom = addDays(from, random.between(2, 200))
  const category = random.weighted(categories)
  return {
    from,
    to,
    workers: workersOf(random, setting, household, from, to),
    care: {
      source: random.weighted(sources),
      need: random.weighted(needs),
      isNoFurtherAction: isNfa,
      assessment: isNfa
        ? undefined
        : { from, to: within(assessed, to), factors: [random.pick(factors), random.pick(factors)] },
      section47: has47
        ? {
            from: addDays(from, 2),
            to: within(conferenceOn, to),
            conferenceOn: isConference ? conferenceOn : '',
          }
        : undefined,
      inNeedPlan: isNfa || isPlan || isCare ? undefined : { from: assessed, to },
      protectionPlan: isPlan
        ? { from: conferenceOn, to: earlier(planEnd > setting.until ? '' : planEnd, to), category }
        : undefined,
      lookedAfter: isCare && (to === '' || careFrom < to) ? { from: careFrom, to } : undefined,
      closeReason: to === '' ? '' : random.pick(['RC1', 'RC7', 'RC8', 'RC8', 'RC9']),
    },
  }
}

function within(day: IsoDate, end: IsoDate | ''): IsoDate {
  return end !== '' && end < day ? end : day
}

// The assessment team has it for six weeks; then a worker leaves about once a year.
function workersOf(
  random: Random,
  setting: Setting,
  household: Household,
  from: IsoDate,
  to: IsoDate | '',
): Span<Worker>[] {
  const { socialWork } = setting.institutions
  const turn = Number(household.id.replace(/\D/g, ''))
  const steps = [{ from, value: workerOf(socialWork.slice(0, 2), turn) }]
  let at = addDays(from, random.between(38, 60))
  const end = to === '' ? setting.until : to
  for (let change = 0; at < end; change++) {
    steps.push({ from: at, value: workerOf(socialWork.slice(2), turn, change) })
    at = addDays(at, random.between(120, 640))
  }
  return inSuccession(steps).map((span) => (span.to === '' ? { ...span, to } : span))
}

function recordSteps(random: Random, setting: Setting, child: TruePerson, plan: CasePlan): void {
  const agency = 'social-care'
  const about = plan.care.isNoFurtherAction
    ? 'Contact, no further action'
    : 'Contact, led to referral'
  addEvent(child, { agency, kind: 'contact', on: plan.from, level: 'medium', about })
  const { protectionPlan } = plan.care
  const end = plan.to === '' ? setting.until : plan.to
  // Ten working days between visits under a plan, six weeks otherwise; some are missed.
  const gap = protectionPlan === undefined ? 42 : 14
  const start = later(addDays(plan.from, 5), addDays(end, -400))
  for (let on = start; on < end; on = addDays(on, gap + random.between(-3, 9))) {
    const isKept = random.chance(0.9)
    if (isKept && child.bornOn <= on) {
      addEvent(child, { agency, kind: 'visit', on, level: 'low', about: 'Visit, child seen' })
    }
  }
}

function beLookedAfter(
  random: Random,
  setting: Setting,
  child: TruePerson,
  involvement: Involvement,
): void {
  const care = involvement.care?.lookedAfter
  if (care === undefined || child.bornOn > care.from) return
  const legal = random.pick(['V2', 'V2', 'C1', 'C2', 'C2'] as const satisfies LegalCode[])
  const isHome = random.chance(0.12)
  const address = drawHome(random, setting.town)
  const isInBorough = random.chance(0.75)
  child.life.legal.push({ from: care.from, to: care.to, value: legal })
  if (isHome) return
  const home: Home = isInBorough
    ? { address, kind: 'foster', isInBorough }
    : {
        address: { ...address, town: 'Wexley Cross', locality: '', postcode: outside(random) },
        kind: 'foster',
        isInBorough,
      }
  moveAlone(child, home, care.from, care.to)
}

function outside(random: Random): string {
  return `RV${random.between(30, 49)} ${random.between(1, 9)}${random.pick(['AB', 'DE', 'FG', 'HJ'])}`
}
