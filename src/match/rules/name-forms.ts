import type { PersonContent } from '#extract'
import { formalNamesOf, normaliseName, otherFormsOf } from '#kernel'
import { familyStem, soundOf } from './name-sound.ts'
import { titleOf } from './title-names.ts'

/** What the names of one record say, ready to be compared. Absent or empty: no evidence either way. */
export interface NameForms {
  /** The first given name of the name that stands first. */
  readonly given: string | undefined
  /** Every form that the given name may take elsewhere: formal, short, preferred, alias. */
  readonly givenForms: readonly string[]
  readonly givenSound: string | undefined
  /** The given names after the first. */
  readonly middle: string | undefined
  readonly family: string | undefined
  /** The family name, its halves, and every other family name that the source holds. */
  readonly familyForms: readonly string[]
  readonly familyStem: string | undefined
  /** The last name where it is a title that many families bear: Singh, Kaur, Begum. */
  readonly titled: string | undefined
  /** The only name there is, where a record has one alone or puts "FNU" beside it. */
  readonly single: string | undefined
  /** How given and family name sound, whichever stands first. */
  readonly sounds: readonly string[]
  /** Given, middle and family names as one, whichever way round; only where there are two at least. */
  readonly whole: string | undefined
}

/** Names that stand for "no name yet" or "not known"; they say nothing about who somebody is. */
const placeholders = new Set(
  'unborn baby unknown fnu lnu infant male female boy girl na none nk tbc unk twin'.split(' '),
)

const placeholderPhrases = [
  /^baby( (one|two|\d))? of\b/,
  /^(not|no) (known|name|given)\b/,
  /^(un)?known\b/,
]

/** Particles and titles that no half of a family name is. */
const particles = new Set(
  'al el de la van von der den bin ibn binti bint del da dos di st mac mc o'.split(' '),
)

const nameOrder = { legal: 0, preferred: 1, alias: 2, former: 3 } as const

/** Standardises the names of one source record. The order in which the source gives them makes no difference. */
export function nameForms(names: PersonContent['names']): NameForms {
  const [main, ...others] = names.toSorted((a, b) => nameOrder[a.type] - nameOrder[b.type])
  const givens = givenWords(main?.given)
  const given = givens[0]
  const family = familyWords(main?.family)
  const otherGivens = others.flatMap((name) => givenWords(name.given).slice(0, 1))
  const otherFamilies = others.map((name) => familyWords(name.family)).filter((f) => f.length > 0)
  const squashed = family.join('')
  const sounds = [soundOf(given), squashed === '' ? undefined : familyStem(squashed)]
  const words = [...givens, squashed].filter((word) => word !== '')
  return {
    given,
    givenForms: unique([...givens.slice(0, 1), ...otherGivens].flatMap(formsOf)),
    givenSound: soundOf(given),
    middle: givens[1],
    family: squashed === '' ? undefined : squashed,
    familyForms: unique([family, ...otherFamilies].flatMap(familyFormsOf)),
    familyStem: sounds[1],
    titled: titleOf(family),
    single:
      given === undefined && squashed !== '' && !isUnnamed(main?.given) ? squashed : undefined,
    sounds: unique(sounds.map((sound) => sound ?? '')),
    whole: words.length > 1 ? words.toSorted().join(' ') : undefined,
  }
}

/** Whether it says that the child has no name yet, where "FNU" says that nobody knows it. */
function isUnnamed(name: string | undefined): boolean {
  return /^(unborn|baby|infant|twin|male|female|boy|girl)\b/.test(normaliseName(name ?? ''))
}

/** A name in compared form, its hyphens kept as joins; nothing where it stands for no name. */
function realName(name: string | undefined): string {
  if (name === undefined) return ''
  const whole = normaliseName(name)
  if (placeholderPhrases.some((phrase) => phrase.test(whole))) return ''
  return placeholders.has(whole) ? '' : name
}

/** Given names as words: Lily-Mae is one, and Lily Mae two. */
function givenWords(name: string | undefined): string[] {
  return realName(name)
    .split(/\s+/)
    .map((word) => normaliseName(word).replaceAll(' ', ''))
    .filter((word) => word !== '' && !placeholders.has(word))
}

function familyWords(name: string | undefined): string[] {
  return normaliseName(realName(name))
    .split(' ')
    .filter((word) => word !== '' && !placeholders.has(word))
}

function formsOf(given: string): string[] {
  return [given, ...formalNamesOf(given), ...otherFormsOf(given)]
}

/** A family name whole, and the halves of a double-barrelled one, each by its stem too. */
function familyFormsOf(words: readonly string[]): string[] {
  const halves = words.filter((word) => word.length > 2 && !particles.has(word))
  return [words.join(''), ...halves].flatMap((word) => [word, familyStem(word)])
}

function unique(forms: readonly string[]): string[] {
  return [...new Set(forms)].filter((form) => form !== '').sort()
}
