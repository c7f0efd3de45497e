import { formatDate } from '#kernel'
import { roleName } from '../../access.permissions.ts'
import { momentWords } from '../../access.words.ts'
import type { AgreementVersion } from '../../data/agreement.queries.ts'
import { dataKinds } from '../../rules/data-kinds.ts'
import { isInForce } from '../../rules/grants.ts'
import { purposes } from '../../rules/purposes.ts'
import type { Clause, SharingAgreement } from '../../rules/sharing-agreement.ts'

/** One agreement in the list. */
export interface AgreementRow {
  readonly href: string
  readonly agreement: string
  readonly title: string
  readonly source: string
  readonly dates: string
  readonly state: 'In force' | 'Not yet' | 'Ended'
}

/** One agreement in plain words. */
export interface AgreementWords extends AgreementRow {
  readonly lawfulBasis: string
  readonly clauses: readonly ClauseWords[]
}

/** One clause, as sentences. */
export interface ClauseWords {
  readonly what: string
  readonly about: string
  readonly who: string
  readonly why: string
}

/** One earlier or present version. */
export interface VersionRow {
  readonly version: number
  readonly when: string
  readonly by: string
  readonly reason: string
  readonly dates: string
  readonly clauses: number
}

export function agreementRow(agreement: SharingAgreement, today: string): AgreementRow {
  const { fromOn, toOn } = agreement
  return {
    href: `/agreements/${agreement.agreement}`,
    agreement: agreement.agreement,
    title: agreement.title,
    source: agreement.source,
    dates: datesOf(agreement),
    state: isInForce({ fromOn, toOn }, today) ? 'In force' : fromOn > today ? 'Not yet' : 'Ended',
  }
}

export function agreementWords(
  agreement: SharingAgreement,
  names: ReadonlyMap<string, string>,
  today: string,
): AgreementWords {
  return {
    ...agreementRow(agreement, today),
    lawfulBasis: agreement.lawfulBasis,
    clauses: agreement.clauses.map((clause) => clauseWords(clause, names)),
  }
}

function clauseWords(clause: Clause, names: ReadonlyMap<string, string>): ClauseWords {
  const { kinds, sensitivities, ages, areas } = clause
  const how = sensitivities.includes('sensitive')
    ? sensitivities.includes('ordinary')
      ? ' (what the source calls sensitive too)'
      : ' (only what the source calls sensitive)'
    : ''
  const limits = [
    ages ? `aged ${ages.from} to ${ages.to}` : 'of any age',
    areas ? `living in ${areas.join(', ')}` : 'living anywhere',
  ]
  return {
    what: `${kinds.map((kind) => dataKinds[kind]).join('; ')}${how}`,
    about: `People ${limits.join(', ')}`,
    who: `${clause.roles.map(roleName).join(', ')} of ${clause.organisations.map((key) => names.get(key) ?? key).join('; ')}`,
    why: clause.purposes.map((purpose) => purposes[purpose].name).join('; '),
  }
}

function datesOf({ fromOn, toOn }: Pick<SharingAgreement, 'fromOn' | 'toOn'>): string {
  const from = `From ${formatDate(fromOn)}`
  return toOn === undefined ? `${from}, no end agreed` : `${from} to ${formatDate(toOn)}`
}

export function versionRow(version: AgreementVersion): VersionRow {
  return {
    version: version.version,
    when: momentWords(version.changedAt),
    by: version.changedBy ?? 'Loaded from a file',
    reason: version.reason,
    dates: datesOf(version.content),
    clauses: version.content.clauses.length,
  }
}
