import type { Explanation } from './explanation.ts'
import { sayLevel, sayProbability } from './sentences.ts'

/** One step of a waterfall: from where it starts, in bits, to where it ends. */
export interface WaterfallStep {
  kind: 'prior' | 'level' | 'frequency' | 'correction' | 'total'
  words: string
  bits: number
  from: number
  to: number
}

/**
 * The weight of a pair step by step: what is likely beforehand, then each comparison's level and
 * the rarity of its value, what a correction adds, and the total, which starts from nought again.
 */
export function waterfallSteps(explanation: Explanation): WaterfallStep[] {
  const { prior, parts, correction, weight, probability } = explanation
  const steps: WaterfallStep[] = []
  let at = 0
  const step = (kind: WaterfallStep['kind'], words: string, bits: number) => {
    steps.push({ kind, words, bits, from: at, to: at + bits })
    at += bits
  }
  step('prior', 'Before looking (prior)', prior)
  for (const part of parts) {
    step('level', sayLevel(part), part.levelBits)
    if (part.frequencyBits !== 0)
      step(
        'frequency',
        `how ${part.frequencyBits > 0 ? 'rare' : 'common'} this ${part.about} is`,
        part.frequencyBits,
      )
  }
  if (correction) step('correction', CORRECTIONS[correction.reason], correction.bits)
  steps.push({
    kind: 'total',
    words: `Total: ${sayProbability(probability)}`,
    bits: weight,
    from: 0,
    to: weight,
  })
  return steps
}

const CORRECTIONS = {
  together: 'what this combination means as a whole',
  kin: 'kin share as much',
  held: 'nothing demanded agrees',
} as const

/** Bits with their sign, as they are written beside a bar. */
export const signed = (bits: number): string =>
  bits === 0
    ? '0'
    : `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(Math.abs(bits) < 0.995 ? 2 : 1)}`
