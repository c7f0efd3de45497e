import type { Random } from '../random.ts'
import type { Tradition } from './traditions.ts'

/** What a custom needs to know of the parents to name a child. */
export interface ParentNames {
  motherSurname: string
  fatherForename: string
  fatherSurname: string
}

/** The woman's form of a Slavic surname given in the man's: Kowalski, Kowalska; Ivanov, Ivanova. */
export function womansForm(surname: string): string {
  if (/(sk|ck|dzk)i$/.test(surname)) return `${surname.slice(0, -1)}a`
  if (/(ov|ev|in)$/.test(surname)) return `${surname}a`
  return surname
}

/** The last name of a grown-up in a tradition. */
export function adultSurname(random: Random, tradition: Tradition, sex: 'M' | 'F'): string {
  const drawn = random.weighted(tradition.names.surnames)
  switch (tradition.custom) {
    case 'gendered':
      return sex === 'F' ? womansForm(drawn) : drawn
    case 'singh-kaur':
      if (random.chance(0.45)) return sex === 'F' ? 'Kaur' : 'Singh'
      return drawn
    case 'begum':
      if (sex === 'F' && random.chance(tradition.id === 'bangladeshi' ? 0.55 : 0.3)) {
        return random.pick(['Begum', 'Begum', 'Begum', 'Bibi', 'Khatun', 'Akhtar', 'Kauser'])
      }
      return drawn
    default:
      return drawn
  }
}

/** What a wife of this tradition goes by: her husband's name, in her own form, or the one she had. */
export function marriedSurname(
  random: Random,
  tradition: Tradition,
  husband: string,
  own: string,
): string {
  switch (tradition.custom) {
    case 'gendered':
      return random.chance(0.85) ? womansForm(husband) : own
    case 'singh-kaur':
      return husband === 'Singh' || own === 'Kaur' ? 'Kaur' : husband
    case 'begum':
      return random.chance(0.35) ? husband : own
    case 'father-chain':
      return own
    default:
      if (tradition.id === 'chinese') return own
      return random.chance(0.6) ? husband : own
  }
}

/**
 * The last name of a child, given the parents'. `usesMother` is a choice of the whole family
 * (unmarried parents, mostly) and `doubled` joins both names with a hyphen.
 */
export function childSurname(
  random: Random,
  tradition: Tradition,
  sex: 'M' | 'F',
  parents: ParentNames,
  choice: { usesMother: boolean; doubled: boolean },
): string {
  const { motherSurname, fatherSurname } = parents
  switch (tradition.custom) {
    case 'father-chain':
      return fatherSurname
    case 'gendered':
      return sex === 'F' ? womansForm(fatherSurname) : fatherSurname
    case 'singh-kaur':
      if (fatherSurname === 'Singh') return sex === 'F' ? 'Kaur' : 'Singh'
      return fatherSurname
    case 'begum':
      if (sex === 'F' && random.chance(tradition.id === 'bangladeshi' ? 0.3 : 0.08)) {
        return random.pick(['Begum', 'Begum', 'Bibi', 'Khatun', 'Akhtar', 'Noor'])
      }
      return fatherSurname
    default:
      if (choice.doubled && motherSurname !== fatherSurname) {
        return `${motherSurname}-${fatherSurname}`
      }
      return choice.usesMother ? motherSurname : fatherSurname
  }
}
