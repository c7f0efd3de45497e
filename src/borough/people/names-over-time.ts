import type { IsoDate } from '#kernel'
import type { NameReason, Names } from './life.ts'
import type { TruePerson } from './person.ts'

/** A person's names as the fields have them, without a reason. */
export function namesOf(
  person: TruePerson,
): Pick<Names, 'forename' | 'middleNames' | 'surname' | 'callName'> {
  const { forename, middleNames, surname, callName } = person
  return { forename, middleNames, surname, callName }
}

/** From a day on a person has other names; with `isHidden` no record may show the earlier ones any more. */
export function changeNames(
  person: TruePerson,
  on: IsoDate,
  names: Pick<Names, 'forename' | 'middleNames' | 'surname' | 'callName'> & { why: NameReason },
  isHidden = false,
): void {
  const { life } = person
  if (life.names.length === 0) life.names.push({ from: '', to: '', value: bornWith(person) })
  const last = life.names.at(-1)
  if (last === undefined) return
  life.names[life.names.length - 1] = {
    ...last,
    to: on,
    value: { ...last.value, isHiddenAfter: isHidden },
  }
  life.names.push({ from: on, to: '', value: { ...names, isHiddenAfter: false } })
}

/** The names that a person was born with: as the fields have them, with an earlier surname. */
export function bornWith(person: TruePerson): Names {
  return { ...namesOf(person), why: 'birth', isHiddenAfter: false }
}

/** Gives a person another's forename and surname from birth on. */
export function renameFromBirth(
  person: TruePerson,
  { forename, surname }: Pick<TruePerson, 'forename' | 'surname'>,
): void {
  person.forename = forename
  person.surname = surname
  person.callName = ''
  person.formerSurname = ''
  person.life.names = []
}
