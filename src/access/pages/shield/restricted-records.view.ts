import { formatDate } from '#kernel'
import { momentWords } from '../../access.words.ts'
import type { Shield, ShieldGrant } from '../../data/shield.queries.ts'
import type { RestrictedPerson } from '../../restricted-people.ts'
import { groundWords } from '../../rules/shield-rule.ts'

/** One person on the officer's list. No cell is empty. */
export interface ListedPerson {
  readonly reference: string
  readonly name: string
  readonly hides: string
  readonly why: string
  readonly review: string
  readonly isDue: boolean
}

/** Everybody restricted or shielded, those whose review is due first, then by name. */
export function listedPeople(
  people: readonly RestrictedPerson[],
  shields: readonly Shield[],
  today: string,
): ListedPerson[] {
  const byReference = Map.groupBy(shields, ({ reference }) => reference)
  const hidden = new Set(people.map(({ reference }) => reference))
  const others = shields.filter(({ reference }) => !hidden.has(reference))
  const rows = [
    ...people.map((person) => listed(person, byReference.get(person.reference) ?? [], today)),
    ...[...Map.groupBy(others, ({ reference }) => reference)].map(([reference, own]) =>
      listed({ reference, name: '', sourceNames: [] }, own, today),
    ),
  ]
  return rows.sort((a, b) => Number(b.isDue) - Number(a.isDue))
}

function listed(
  person: Pick<RestrictedPerson, 'reference' | 'name' | 'sourceNames'>,
  shields: readonly Shield[],
  today: string,
): ListedPerson {
  const [next] = shields.map(({ reviewOn }) => reviewOn).sort()
  const isWhole = person.sourceNames.length > 0 || shields.some(({ scope }) => scope === 'record')
  const grounds = [
    ...person.sourceNames.map((source) => `Restricted by ${source}`),
    ...shields.map(({ ground }) => groundWords(ground)),
  ]
  return {
    reference: person.reference,
    name: person.name || 'See the record',
    hides: isWhole ? 'The whole record' : 'Whereabouts',
    why: grounds.join('; ') || 'Joined to a restricted record',
    review: next === undefined ? 'By the source' : formatDate(next),
    isDue: next !== undefined && next <= today,
  }
}

/** A shield as the officer sees it. */
export function shownShield(shield: Shield, today: string) {
  return {
    id: shield.shieldId,
    isDue: shield.reviewOn <= today,
    rows: [
      ['Hides', shield.scope === 'record' ? 'The whole record' : 'Whereabouts'],
      ['Covers close family’s whereabouts', shield.coversFamily ? 'Yes' : 'No'],
      ['Why', groundWords(shield.ground)],
      ['What has happened', shield.reason],
      ['Raised', `${momentWords(shield.raisedAt)} by ${shield.raisedBy}`],
      ['Review', formatDate(shield.reviewOn)],
    ].map(([key, value]) => ({ key: { text: key }, value: { text: value } })),
    reviewOn: shield.reviewOn,
  }
}

/** A grant as a row. */
export function shownGrant(grant: ShieldGrant) {
  return {
    id: grant.grantId,
    reference: grant.reference,
    name: grant.name,
    opens: grant.opensWhereabouts ? 'Record and whereabouts' : 'Record without whereabouts',
    until: momentWords(grant.untilAt),
    why: grant.kind === 'break-glass' ? `Broke the glass: ${grant.reason}` : grant.reason,
    grantedBy: grant.grantedBy,
  }
}
