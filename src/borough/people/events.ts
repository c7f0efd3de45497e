import type { TrueEvent } from './life.ts'
import type { TruePerson } from './person.ts'

/** What must be said of an event; the rest is usual. */
export type NewEvent = Pick<TrueEvent, 'agency' | 'kind' | 'on' | 'level' | 'about'> &
  Partial<TrueEvent>

/** Adds an event to a person's life, whatever its day; lives are put in order at the end. */
export function addEvent(person: TruePerson, event: NewEvent): TrueEvent {
  const whole: TrueEvent = {
    id: `${person.id}/${person.life.events.length + 1}`,
    until: '',
    role: '',
    place: undefined,
    pattern: '',
    ...event,
  }
  person.life.events.push(whole)
  return whole
}
