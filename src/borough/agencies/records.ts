import { addDays, type IsoDate } from '#kernel'
import { type Agency, errorRate } from '../errors.ts'
import type { TrueEvent } from '../people/life.ts'
import { everybody, type TruePerson } from '../people/person.ts'
import { daysAhead } from '../people/setting.ts'
import { delays } from '../slips/delays.ts'
import { createDraws, type Draws } from '../slips/draws.ts'
import type { AgencyContext, AgencyRecord } from './agency.ts'

/** How an agency comes to have records. */
export interface RecordPlan {
  agency: Agency
  /** What its keys look like: a prefix and so many digits. */
  key: { prefix: string; digits: number }
  /** Whether a record is made of what happens, a line for each event; else of involvements. */
  isOfEvents: boolean
  /** Whether one event may give two records of one person, as nominals are made twice. */
  doublesOneEvent?: boolean
  /** Parents and carers whom it records because of a child, beside those known in their own right. */
  relatives?: (child: TruePerson, draws: Draws) => readonly TruePerson[]
  /** Whether an adopted child's first record is taken away when the life is sealed. */
  dropsSealed: boolean
}

// One record in 2,000 vanishes within the nights without a word; merged duplicates one in 30.
const vanishingShare = 0.0005
const daysToMerge = 900

/**
 * Every record that an agency has or will get, in the order of their keys: whatever the number of
 * nights, the same ones.
 */
export function makeRecords(context: AgencyContext, plan: RecordPlan): AgencyRecord[] {
  const { population, random } = context
  const salt = `records ${random.between(0, 999_999_999)}`
  const records: AgencyRecord[] = []
  const has = new Set<TruePerson>()
  const children: [TruePerson, IsoDate][] = []
  for (const person of everybody(population)) {
    const since = knownFrom(person, plan.agency)
    if (since === undefined) continue
    has.add(person)
    if (person.kind === 'child') children.push([person, since])
    addOwn(context, plan, records, salt, person, since)
  }
  if (plan.relatives !== undefined) {
    // The first child to be known brings the parent: a later one must not.
    children.sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0))
    for (const [child, since] of children) {
      for (const relative of plan.relatives(child, createDraws(salt, child.id))) {
        if (has.has(relative)) continue
        has.add(relative)
        const draws = createDraws(salt, relative.id)
        const openedOn = draws.dayAfter('opened because of a child', since, 0, 20)
        records.push({ ...blank(context, plan, relative, openedOn, draws), because: child })
      }
    }
  }
  giveKeys(records, plan.key)
  return records
    .filter(({ erasedOn }) => erasedOn === '' || erasedOn > context.firstDay)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** The day from which an agency has a reason to have a record of a person. */
export function knownFrom(person: TruePerson, agency: Agency): IsoDate | undefined {
  const { involvements, events, schools } = person.life
  let first: IsoDate | undefined
  const take = (day: IsoDate | undefined) => {
    if (day !== undefined && (first === undefined || day < first)) first = day
  }
  for (const one of involvements) if (one.agency === agency) take(one.from)
  for (const one of events) if (one.agency === agency) take(one.on)
  if (agency === 'education') take(schools[0]?.from)
  return first
}

function addOwn(
  context: AgencyContext,
  plan: RecordPlan,
  records: AgencyRecord[],
  salt: string,
  person: TruePerson,
  since: IsoDate,
): void {
  const { agency } = plan
  const draws = createDraws(salt, person.id)
  const entry = delays[agency].entry
  const enteredOn = (day: IsoDate) => draws.dayAfter('entered', day, entry.low, entry.high)
  const first = blank(context, plan, person, enteredOn(since), draws)
  const events = person.life.events.filter((event) => event.agency === agency)
  const others = asAnother(person, agency)
  const own = events.filter((event) => !others.has(event.id))
  const extra = extraRecords(plan, person, draws, own.length)
  const held: TrueEvent[][] = [[], ...Array.from({ length: extra }, () => [])]
  const starts = Array.from({ length: extra }, (_, at) => startOfExtra(plan, draws, own.length, at))
  own.forEach((event, at) => {
    const starting = starts.flatMap((start, index) => (start === at ? [index + 1] : []))
    const later = starts.findLastIndex((start) => start < at) + 1
    const goesOn = later > 0 && draws.chance(`event ${event.id} in a further record`, 0.4)
    const [begun] = starting
    const target = begun ?? (goesOn ? later : 0)
    held[target]?.push(event)
    if (plan.doublesOneEvent && begun !== undefined && own.length === 1) held[0]?.push(event)
  })
  records.push({
    ...first,
    events: held[0] ?? [],
    erasedOn: erasedOn(context, plan, person, draws),
  })
  for (let at = 0; at < extra; at++) {
    const more = createDraws(salt, `${person.id}+${at + 1}`)
    const begun = held[at + 1]?.[0]?.on
    const openedOn =
      begun !== undefined
        ? enteredOn(begun)
        : dayBetween(more, first.openedOn, addDays(context.firstDay, daysAhead))
    const merged = more.dayAfter('merged', later(openedOn, context.firstDay), 1, daysToMerge)
    records.push({
      ...blank(context, plan, person, openedOn, more),
      isDuplicate: true,
      events: held[at + 1] ?? [],
      erasedOn: merged,
    })
  }
  for (const [id, as] of others) {
    const event = events.find((one) => one.id === id)
    if (event === undefined) continue
    const more = createDraws(salt, `${person.id} as another ${id}`)
    records.push({
      ...blank(context, plan, person, enteredOn(event.on), more),
      as,
      events: [event],
    })
  }
}

function blank(
  context: AgencyContext,
  plan: RecordPlan,
  person: TruePerson,
  openedOn: IsoDate,
  draws: Draws,
): AgencyRecord {
  return {
    agency: plan.agency,
    key: '',
    person,
    as: undefined,
    isDuplicate: false,
    because: undefined,
    openedOn,
    firstDay: context.firstDay,
    erasedOn: '',
    events: [],
    draws,
  }
}

function asAnother(person: TruePerson, agency: Agency): Map<string, TruePerson> {
  const found = new Map<string, TruePerson>()
  for (const { records } of person.planted) {
    for (const record of records) {
      if (record.what === 'event-as-another' && record.agency === agency) {
        found.set(record.eventId, record.person)
      }
    }
  }
  return found
}

// A second record needs something of its own to be about.
function extraRecords(plan: RecordPlan, person: TruePerson, draws: Draws, events: number): number {
  const planted = person.planted
    .flatMap(({ records }) => records)
    .flatMap((one) => (one.what === 'records' && one.agency === plan.agency ? [one.count - 1] : []))
  const wanted = Math.max(
    draws.share('duplicate') < errorRate(plan.agency, 'duplicate') ? 1 : 0,
    ...planted,
  )
  if (!plan.isOfEvents) return wanted
  if (plan.doublesOneEvent && events === 1) return Math.min(wanted, 1)
  return Math.min(wanted, Math.max(0, events - 1))
}

// Which event begins a further record: never the first, where there are more.
function startOfExtra(plan: RecordPlan, draws: Draws, events: number, at: number): number {
  if (!plan.isOfEvents || events === 0) return -1
  if (events === 1) return 0
  const step = 1 + draws.between('first event of a further record', 0, events - 2)
  return 1 + ((step - 1 + at) % (events - 1))
}

function erasedOn(
  context: AgencyContext,
  plan: RecordPlan,
  person: TruePerson,
  draws: Draws,
): IsoDate | '' {
  const { sealedOn } = person.life
  if (plan.dropsSealed && sealedOn !== '') return draws.dayAfter('sealed', sealedOn, 5, 25)
  if (!draws.chance('vanishes', vanishingShare)) return ''
  return draws.dayAfter('vanishes on', context.firstDay, 1, 30)
}

function dayBetween(draws: Draws, from: IsoDate, to: IsoDate): IsoDate {
  const days = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000))
  return addDays(from, draws.between('further record made', 0, days))
}

function later(one: IsoDate, other: IsoDate): IsoDate {
  return one > other ? one : other
}

// Keys are drawn for each record by itself, older records first, so that one more record leaves the
// others' keys alone.
function giveKeys(records: readonly AgencyRecord[], { prefix, digits }: RecordPlan['key']): void {
  const used = new Set<number>()
  const low = 10 ** (digits - 1)
  const byAge = records.toSorted((one, other) =>
    one.openedOn < other.openedOn ? -1 : one.openedOn > other.openedOn ? 1 : 0,
  )
  for (const record of byAge) {
    let number = record.draws.between('key', low, low * 10 - 1)
    while (used.has(number)) number = number + 1 < low * 10 ? number + 1 : low
    used.add(number)
    record.key = `${prefix}${number}`
  }
}
