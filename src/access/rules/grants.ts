import { addDays, addMonths } from '#kernel'
import type { Role } from '../access.permissions.ts'
import { type DataKind, grantKey, sensitivities } from './data-kinds.ts'
import type { PurposeKey } from './purposes.ts'
import type { Clause, SharingAgreement } from './sharing-agreement.ts'

/**
 * What a reader may see, worked out from the agreements before anything is read. Every value, item
 * and search entry of the index carries a grant key; what is not named here is not shared.
 */
export interface Grants {
  /** Open about anybody: `social-care:identity:ordinary`. */
  readonly keys: readonly string[]
  /** Open only about some people. */
  readonly limited: readonly LimitedGrants[]
}

/** Grant keys that an agreement opens about people of certain ages or areas. */
export interface LimitedGrants {
  readonly keys: readonly string[]
  /** Born on this day or later, `YYYY-MM-DD`. Nobody whose birth date is not known. */
  readonly bornFrom?: string
  /** Born on this day or earlier. */
  readonly bornTo?: string
  /** Postcode districts. Nobody whose address is not known or is hidden. */
  readonly areas?: readonly string[]
}

/** Nothing: what somebody sees whom no agreement names. */
export const noGrants: Grants = { keys: [], limited: [] }

/** Who looks, for what, and on which day. */
export interface Asking {
  readonly organisation: string
  readonly role: string
  readonly purpose: PurposeKey
  /** `YYYY-MM-DD` in London. */
  readonly today: string
}

/** What the agreements in force open to somebody: the reader's rule, whatever the index holds. */
export function grantsOf(agreements: readonly SharingAgreement[], asking: Asking): Grants {
  const open = new Set<string>()
  const limited: LimitedGrants[] = []
  for (const agreement of agreements) {
    if (!isInForce(agreement, asking.today)) continue
    for (const clause of agreement.clauses) {
      if (!names(clause, asking)) continue
      const keys = keysOf(agreement.source, clause)
      const limits = limitsOf(clause, asking.today)
      if (limits) limited.push({ keys, ...limits })
      else for (const one of keys) open.add(one)
    }
  }
  return { keys: [...open].sort(), limited }
}

/** Whether an agreement opens anything on a day: from its first day to its last, both included. */
export function isInForce(
  { fromOn, toOn }: Pick<SharingAgreement, 'fromOn' | 'toOn'>,
  today: string,
): boolean {
  return fromOn <= today && (toOn === undefined || today <= toOn)
}

function names(clause: Clause, { organisation, role, purpose }: Asking): boolean {
  return (
    clause.organisations.includes(organisation) &&
    clause.roles.includes(role as Role) &&
    clause.purposes.includes(purpose)
  )
}

function keysOf(source: string, { kinds, sensitivities: how }: Clause): string[] {
  return kinds.flatMap((kind) => how.map((sensitivity) => grantKey(source, kind, sensitivity)))
}

function limitsOf({ ages, areas }: Clause, today: string): Omit<LimitedGrants, 'keys'> | undefined {
  if (ages === undefined && areas === undefined) return undefined
  return {
    // Somebody of 17 was born after this day eighteen years ago.
    ...(ages && { bornFrom: addDays(addMonths(today, -12 * (ages.to + 1)), 1) }),
    // From birth on takes in children who are not born yet.
    ...(ages && ages.from > 0 && { bornTo: addMonths(today, -12 * ages.from) }),
    ...(areas && { areas }),
  }
}

/** Whether anything at all is open. */
export function opensSomething({ keys, limited }: Grants): boolean {
  return keys.length > 0 || limited.length > 0
}

/** Whether a source's data of a kind is open, of any sensitivity, about anybody. */
export function opensKind({ keys }: Pick<Grants, 'keys'>, feed: string, kind: DataKind): boolean {
  return sensitivities.some((one) => keys.includes(grantKey(feed, kind, one)))
}

/** Whether any source's data of a kind is open, if only about some people. */
export function opensAnywhere({ keys, limited }: Grants, kind: DataKind): boolean {
  return [keys, ...limited.map((one) => one.keys)].some((some) =>
    some.some((key) => key.split(':')[1] === kind),
  )
}
