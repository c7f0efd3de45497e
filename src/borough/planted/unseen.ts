import { addDays } from '#kernel'
import { addEvent } from '../people/events.ts'
import type { KnowingAgency } from '../people/life.ts'
import { yearsOf } from '../people/lives.ts'
import type { TruePerson } from '../people/person.ts'
import { isKnownTo } from '../people/state-on.ts'
import { leaveNoTrace } from './fresh-starts.ts'
import type { Planting } from './planting.ts'

/** Children whom one agency alone knows, and children whom none has recorded. */
export function plantUnseen(planting: Planting): void {
  knowToOneOnly(planting)
  nameInNoteOnly(planting)
}

function knowToOneOnly(planting: Planting): void {
  const { asOf } = planting.setting
  const own = planting.random.fork('one agency')
  for (const child of planting.take(planting.scaled(60), () => true)) {
    const agency = own.pick(['child-health', 'hospital', 'police', 'education'] as const)
    const { life } = child
    const schools = agency === 'education' ? life.schools : []
    const involvements = life.involvements.filter((one) => one.agency === agency)
    const events = life.events.filter((event) => event.agency === agency)
    const { upn, upnFrom, uln } = child
    leaveNoTrace(child)
    life.involvements = involvements
    life.events = events
    life.schools = schools
    if (schools.length > 0) Object.assign(child, { upn, upnFrom, uln })
    const known = agency !== 'education' && agency !== 'child-health'
    if (known && events.length === 0) {
      const on = addDays(asOf, -own.between(20, 300))
      const day = on > child.bornOn ? on : addDays(child.bornOn, 3)
      if (agency === 'police') {
        addEvent(child, {
          agency,
          kind: 'police-notification',
          on: day,
          level: 'low',
          about: 'Child concern',
          role: 'Witness',
        })
      } else addEvent(child, { agency, kind: 'attendance', on: day, level: 'low', about: 'Fall' })
    }
    planting.note('one-agency-only', [child])
  }
}

// "There are two more at home", says the mother; nobody wrote down more than that.
function nameInNoteOnly(planting: Planting): void {
  const { asOf } = planting.setting
  const own = planting.random.fork('note')
  const agencies: KnowingAgency[] = ['social-care', 'charity', 'police']
  const fits = (child: TruePerson) =>
    othersOf(child, asOf).length > 0 && agencies.some((agency) => isKnownTo(child, agency, asOf))
  for (const child of planting.take(planting.scaled(45), fits)) {
    const others = othersOf(child, asOf)
    for (const other of others) leaveNoTrace(other)
    planting.note('named-in-note-only', [child, ...others])
    planting.record(child, 'named-in-note-only', {
      agency: own.pick(agencies.filter((agency) => isKnownTo(child, agency, asOf))),
      what: 'note',
      text: noteAbout(others, asOf),
    })
  }
}

function othersOf(child: TruePerson, asOf: string): TruePerson[] {
  return child.household.children.filter((other) => other !== child && other.bornOn < asOf)
}

function noteAbout(others: readonly TruePerson[], asOf: string): string {
  const named = others.map((other) => {
    const name = other.callName || other.forename || other.surname
    const years = yearsOf(other, asOf)
    return `${name} (${years < 1 ? 'a baby' : `about ${years}`})`
  })
  const count = others.length === 1 ? 'another child' : `${others.length} more children`
  return `Mother said there is ${count} at home: ${named.join(', ')}. Not seen.`
}
