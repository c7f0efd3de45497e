import { bitsOfPart, type ExplainedComparison, type Explanation, type Side } from './explanation.ts'

/** An explanation as a person reads it. */
export interface ExplanationWords {
  /** All in one line: "Same surname, same school; different first name". */
  summary: string
  /** A sentence for each piece of evidence, the strongest first. */
  for: string[]
  against: string[]
  /** What agrees or differs but hardly says anything. */
  neither: string[]
  /** What one record or both lack, and so is no evidence; null where nothing is missing. */
  missing: string | null
  /** Why the weight is not the plain sum of the evidence; null where it is. */
  correction: string | null
  /** What comes of it all: "Very likely the same: about 99.9%." */
  verdict: string
}

/** Puts an explanation into plain sentences, from the levels' own words. */
export function sayExplanation(explanation: Explanation): ExplanationWords {
  const { parts, correction } = explanation
  const side = (wanted: Side) =>
    parts
      .filter((p) => p.side === wanted)
      .toSorted((a, b) => Math.abs(bitsOfPart(b)) - Math.abs(bitsOfPart(a)))
  const phrases = (wanted: Side) => side(wanted).map(sayPart)
  const inFavour = phrases('for')
  const opposed = phrases('against')
  return {
    summary: sentence(
      [inFavour.join(', ') || 'nothing that speaks for it', opposed.join(', ')]
        .filter((half) => half !== '')
        .join('; '),
    ),
    for: inFavour.map((words) => `${sentence(words)}.`),
    against: opposed.map((words) => `${sentence(words)}.`),
    neither: phrases('neither').map((words) => `${sentence(words)}.`),
    missing: sayMissing(side('missing')),
    correction: correction && sayCorrection(correction.reason, correction.bits),
    verdict: correction?.reason === 'held' ? heldVerdict : sayVerdict(explanation.probability),
  }
}

/** Rarity of fewer bits than this, either way, is not worth a word. */
const WORTH_A_WORD = 2
const VERY_RARE = 5

/** The level in words, and whether it was found with two columns exchanged. */
export const sayLevel = ({ words, exchangedWith }: ExplainedComparison): string =>
  exchangedWith === null ? words : `${words} (exchanged with ${exchangedWith})`

function sayPart(part: ExplainedComparison): string {
  const words = sayLevel(part)
  const { frequencyBits } = part
  if (frequencyBits >= VERY_RARE) return `${words}, which is very rare here`
  if (frequencyBits >= WORTH_A_WORD) return `${words}, which is rare here`
  if (frequencyBits <= -WORTH_A_WORD) return `${words}, which is common here`
  return words
}

function sayMissing(parts: readonly ExplainedComparison[]): string | null {
  if (parts.length === 0) return null
  return `Not known in one record or both, and so no evidence: ${listOf(parts.map((p) => p.about))}.`
}

/** What a correction does, and why. */
export function sayCorrection(reason: 'together' | 'kin' | 'held', bits: number): string {
  const change = bits > 0 ? 'raised' : 'lowered'
  switch (reason) {
    case 'together':
      return `The weight is ${change} to what this combination has proved to mean: records known to be apart show how often it comes by chance.`
    case 'kin':
      return `The weight is ${change}, since kin share much of this without being one.`
    case 'held':
      return 'The weight is held down by a rule of the model that no score can override.'
  }
}

/** A probability would mislead where a rule has the last word. */
const heldVerdict =
  'Held by a rule of the model, whatever the evidence adds up to: a person has to decide.'

function sayVerdict(probability: number): string {
  const share = sayProbability(probability)
  if (probability >= 0.99) return `Almost certainly the same: ${share}.`
  if (probability >= 0.9) return `Very likely the same: ${share}.`
  if (probability >= 0.5) return `More likely the same than not: ${share}.`
  if (probability >= 0.1) return `More likely not the same: ${share}.`
  return `Very likely not the same: ${share}.`
}

/** A probability with as many digits as it deserves; never 0% or 100%, since nothing is certain. */
export function sayProbability(probability: number): string {
  const percent = probability * 100
  if (percent > 99.99) return 'over 99.99%'
  if (percent < 0.01) return 'under 0.01%'
  if (percent > 99.9 || percent < 0.1) return `${percent.toFixed(2)}%`
  return `${percent.toFixed(percent > 99 || percent < 1 ? 1 : 0)}%`
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
