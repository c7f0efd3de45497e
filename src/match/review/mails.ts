import type { Mail } from '#platform/mail'
import type { GainedRisk, Parting } from '../data/breach.queries.ts'
import { momentWords } from '../pages/match.words.ts'

/** To somebody who was shown records of two children as one. References only. */
export function breachMail(to: string, parting: Parting, first: Date, last: Date): Mail {
  const { reference, otherReference } = parting
  const looked =
    first.getTime() === last.getTime()
      ? `on ${momentWords(first)}`
      : `between ${momentWords(first)} and ${momentWords(last)}`
  return {
    to,
    subject: `A record that you looked at in Kith was wrong: ${reference}`,
    text: `Under Child ID ${reference} Kith showed records that are not all of the same child. They have been separated: some of them are under ${otherReference} now.

You looked at ${reference} ${looked}, while it was wrong.

What to do now:
1. Sign in to Kith and look at ${reference} again.
2. Check what you noted, printed, sent or decided after you looked. Put right what rests on the wrong records, and tell whoever you passed it to.
3. If a child may be at risk because of it, act on that first, and tell your manager.

The information governance lead has been told, and may ask you about it.`,
  }
}

/** To information governance: an assessment has opened. */
export function openedMail(to: string, parting: Parting, readers: number, hours: number): Mail {
  return {
    to,
    subject: `A wrong join may be a breach: ${parting.reference}`,
    text: `Records under Child ID ${parting.reference} were not all of the same child, and have been separated: some are under ${parting.otherReference} now. ${readers === 1 ? 'One person was' : `${readers} people were`} shown the wrong picture, and have been told.

Sign in to Kith and open "Breaches" to assess it. If it is a risk to people, it must be reported to the Information Commissioner within ${hours} hours.`,
  }
}

/** To somebody who looked lately at a record that has gained a fact of risk. References only. */
export function riskMail(to: string, { reference, leadsTo }: GainedRisk): Mail {
  const now = reference === leadsTo ? '' : ` It is under ${leadsTo} now.`
  return {
    to,
    subject: `A record that you looked at in Kith holds more now: ${leadsTo}`,
    text: `You looked at Child ID ${reference} lately. Another agency's records have been joined to it since, and hold something that may matter to the child's safety.${now}

Sign in to Kith and look at ${leadsTo} again, above all if you decided something on what you saw.`,
  }
}
