import { addDays } from '#kernel'
import type { KnowingAgency } from '../people/life.ts'
import { renameFromBirth } from '../people/names-over-time.ts'
import type { TruePerson } from '../people/person.ts'
import { isKnownTo } from '../people/state-on.ts'
import type { Planting } from './planting.ts'

/** Names that a clerk, or a matcher, may take for what they are not. */
export function plantNames(planting: Planting): void {
  nameCousinsAlike(planting)
  nameStrangersAlike(planting)
  recordHalvesReversed(planting)
  recordForenameUnknown(planting)
}

// Two brothers' families: both named a child after the grandfather, a year or so apart.
function nameCousinsAlike(planting: Planting): void {
  const { asOf } = planting.setting
  const isBorn = (child: TruePerson) => child.bornOn < asOf
  for (const child of planting.take(planting.scaled(40), isBorn)) {
    const [cousin] = planting.take(
      1,
      (other) =>
        isBorn(other) &&
        other.community === child.community &&
        other.sex === child.sex &&
        other.household !== child.household &&
        other.bornOn > addDays(child.bornOn, 90) &&
        other.bornOn < addDays(child.bornOn, 800),
    )
    if (cousin === undefined) continue
    renameFromBirth(cousin, child)
    planting.note('cousins-of-one-name', [child, cousin])
  }
}

// No relation, no common street; only one name and one day of birth.
function nameStrangersAlike(planting: Planting): void {
  const alike = ({ bornOn, sex, community }: TruePerson) => `${bornOn} ${sex} ${community.id}`
  for (const [child, other] of planting.takePairs(planting.scaled(14), alike)) {
    renameFromBirth(other, child)
    planting.note('same-name-same-birth-date', [child, other])
  }
}

// Whoever took another name must not be written under the old one, which may be hidden.
function hasPlainName(child: TruePerson): boolean {
  const records = child.planted.flatMap((planted) => planted.records)
  return child.life.names.length === 0 && records.every((record) => record.what !== 'names')
}

const reversing: readonly KnowingAgency[] = ['police', 'hospital', 'charity', 'child-health']

function recordHalvesReversed(planting: Planting): void {
  const { population, setting } = planting
  const own = planting.random.fork('halves')
  for (const child of population.children) {
    const isChosen = own.fork(child.id).chance(0.25)
    const halves = child.surname.split('-')
    if (!isChosen || halves.length !== 2 || !hasPlainName(child)) continue
    const agency = reversing.find((one) => isKnownTo(child, one, setting.asOf))
    if (agency === undefined) continue
    planting.note('double-barrelled-reversed', [child])
    planting.record(child, 'double-barrelled-reversed', {
      agency,
      what: 'names',
      forename: child.forename,
      surname: halves.reverse().join('-'),
      error: 'halves-reversed',
    })
  }
}

function recordForenameUnknown(planting: Planting): void {
  const own = planting.random.fork('fnu')
  const { population, setting } = planting
  for (const child of population.children) {
    const isChosen = own.fork(child.id).chance(0.6)
    if (child.forename !== '' || !isChosen || !hasPlainName(child)) continue
    const agency = (['hospital', 'police', 'child-health'] as const).find((one) =>
      isKnownTo(child, one, setting.asOf),
    )
    if (agency === undefined) continue
    planting.note('fnu', [child])
    planting.record(child, 'fnu', {
      agency,
      what: 'names',
      forename: 'FNU',
      surname: child.surname,
      error: 'placeholder-name',
    })
  }
}
