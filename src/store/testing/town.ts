import type { Night, NightRecord } from '#testing'

const feeds = ['care', 'health', 'school'] as const
const families = ['Abara', 'Moss', 'Nwosu', 'Kowalski', 'Khan', 'Smith']
const givens = ['Ada', 'Grace', 'Jo', 'Amina', 'Zoe', 'Kit']

/** Draws whole numbers below a bound, the same for the same seed. */
type Draw = (below: number) => number

function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** How large a town, for how long, and whether its sources restrict anybody. */
export interface TownPlan {
  readonly seed: number
  readonly people: number
  readonly nights: number
  readonly restricts: boolean
}

interface Town {
  readonly restricts: boolean
  readonly draw: Draw
  readonly records: Map<string, NightRecord>
  /** The person that each `feed|personKey` is joined to. */
  readonly personOf: Map<string, number>
  trust: Record<string, Record<string, number>>
}

/**
 * A town's nights, each after the other: records come, change, end and come back, are restricted and
 * no longer, people are joined and parted, sources are late or change what they are trusted for.
 */
export function* townNights({ seed, people, nights, restricts }: TownPlan): Generator<Night> {
  const draw = drawFrom(seed)
  const town: Town = { draw, restricts, records: new Map(), personOf: new Map(), trust: {} }
  for (let person = 0; person < people; person += 1) settle(town, person)
  for (let night = 0; night < nights; night += 1) {
    const sent = feeds.filter(() => night === 0 || draw(8) > 0)
    if (night > 0) for (let change = 0; change < 6; change += 1) alter(town, people)
    if (night > 0 && draw(6) === 0) {
      const feed = pick(draw, feeds)
      town.trust = { ...town.trust, [feed]: { names: draw(100), address: draw(100) } }
    }
    yield {
      on: new Date(Date.UTC(2026, 9, 1 + night)).toISOString().slice(0, 10),
      sent,
      records: [...town.records.values()],
      people: grouped(town),
      trust: town.trust,
    }
  }
}

function settle(town: Town, person: number) {
  const { draw } = town
  const first = draw(feeds.length)
  for (let more = 0; more <= draw(feeds.length); more += 1) {
    const feed = feeds[(first + more) % feeds.length] ?? 'care'
    const personKey = `${feed[0]}${person}`
    put(town, { feed, kind: 'person', personKey, recordKey: personKey, content: personOf(town) })
    town.personOf.set(`${feed}|${personKey}`, person)
    for (let item = draw(4); item > 0; item -= 1) putItem(town, feed, personKey)
  }
}

function personOf({ draw, restricts }: Town): NightRecord['content'] {
  const names = [
    { type: 'legal' as const, family: pick(draw, families), given: pick(draw, givens) },
  ]
  return {
    names,
    isRestricted: draw(25) === 0 && restricts,
    ...(draw(2) && { bornOn: `201${draw(9)}-0${1 + draw(9)}-1${draw(9)}` }),
    ...(draw(2) && { sex: pick(draw, ['M', 'F', 'U'] as const) }),
    ...(draw(3) === 0 && { gpPractice: `Surgery ${draw(4)}` }),
  }
}

function putItem(town: Town, feed: string, personKey: string) {
  const { draw } = town
  const recordKey = `${personKey}/${draw(5)}`
  const add = (kind: NightRecord['kind'], content: NightRecord['content']) =>
    put(town, { feed, kind, personKey, recordKey, content })
  const others = [...town.personOf.keys()].filter((key) => key.startsWith(`${feed}|`))
  switch (draw(5)) {
    case 0:
      return add('address', {
        lines: [`${1 + draw(9)} High Street`],
        ...(draw(4) && { postcode: `ZZ1 ${draw(9)}AA` }),
        ...(draw(2) && { toOn: `2026-10-${10 + draw(20)}` }),
      })
    case 1:
      return add('relationship', {
        kind: pick(draw, ['Mother', 'Sibling']),
        otherGiven: pick(draw, givens),
        otherKey: others.length ? pick(draw, others).split('|')[1] : 'nobody',
      })
    case 2:
      return add('involvement', {
        service: 'School',
        organisation: `School ${draw(4)}`,
        workerName: pick(draw, givens),
      })
    case 3:
      return add('indicator', { kind: pick(draw, ['caf', 'Child protection plan']) })
    default:
      return add('event', {
        kind: 'Contact',
        happenedOn: `2026-0${1 + draw(9)}-11`,
        sensitivity: pick(draw, ['ordinary', 'sensitive']),
      })
  }
}

function alter(town: Town, people: number) {
  const { draw, records, personOf: joined } = town
  const keys = [...joined.keys()]
  const key = pick(draw, keys)
  const [feed = '', personKey = ''] = key.split('|')
  switch (draw(7)) {
    case 0:
      return settle(town, people + draw(1000))
    case 1: // moves away, with all that hangs on it
      if (draw(3) > 0) return putItem(town, feed, personKey)
      for (const [id, record] of records) {
        if (record.feed === feed && record.personKey === personKey) records.delete(id)
      }
      joined.delete(key)
      return
    case 2: // is found to be somebody else
      joined.set(key, joined.get(pick(draw, keys)) ?? 0)
      return
    case 3: // is parted
      joined.set(key, people + 1000 + draw(1000))
      return
    case 4:
      return put(town, {
        feed,
        kind: 'person',
        personKey,
        recordKey: personKey,
        content: personOf(town),
      })
    case 5: {
      const items = [...records].filter(([, r]) => r.personKey === personKey && r.kind !== 'person')
      if (items.length > 0) records.delete(pick(draw, items)[0])
      return
    }
    default:
      return putItem(town, feed, personKey)
  }
}

function put(town: Town, record: NightRecord) {
  town.records.set(`${record.feed}|${record.kind}|${record.recordKey}`, record)
}

function grouped({ personOf: joined }: Town): string[][] {
  const groups = Map.groupBy([...joined.keys()].sort(), (key) => joined.get(key) ?? 0)
  return [...groups.values()]
}

function pick<T>(draw: Draw, from: readonly T[]): T {
  return from[draw(from.length)] as T
}
