/** A figure estimated from a sample, with its 95 % interval. */
export interface Estimate {
  value: number
  low: number
  high: number
}

/** The 97.5 % point of the normal distribution: intervals are of 95 %. */
const Z = 1.959963984540054

/**
 * A share and its Wilson interval: unlike the textbook's, it is no point where none or all of a
 * sample are hits, and holds for small samples. Nothing sampled: anything between 0 and 1.
 */
export function wilson(hits: number, of: number): Estimate {
  if (of === 0) return { value: Number.NaN, low: 0, high: 1 }
  const share = hits / of
  const scale = 1 + (Z * Z) / of
  const middle = (share + (Z * Z) / (2 * of)) / scale
  const half = (Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))) / scale
  // At the ends the interval ends there too; rounding must not leave it a trifle beside.
  return {
    value: share,
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === of ? 1 : Math.min(1, middle + half),
  }
}

/** A part of a sum: an estimate times a known number, which may be negative. */
export interface Part {
  times: number
  estimate: Estimate
}

/**
 * A sum of independent estimates, each times a known number, and its interval by the method of
 * variance estimates recovery (Zou and Donner 2008): each limit is recovered from the parts' own
 * limits, so Wilson's good manners at nought and one are kept. An estimate of nothing counts as the
 * middle of its interval.
 */
export function sumOf(parts: readonly Part[]): Estimate {
  let value = 0
  let below = 0
  let above = 0
  for (const { times, estimate } of parts) {
    const own = Number.isNaN(estimate.value) ? (estimate.low + estimate.high) / 2 : estimate.value
    const [down, up] = [own - estimate.low, estimate.high - own].map((d) => times * d)
    const [least, most] = times >= 0 ? [down, up] : [up, down]
    value += times * own
    below += (least as number) ** 2
    above += (most as number) ** 2
  }
  return { value, low: value - Math.sqrt(below), high: value + Math.sqrt(above) }
}

/**
 * The share that one sum has of itself and another, and its interval: a share is possible as long as
 * the interval of (1 − share) × one − share × other holds nought.
 */
export function shareOfSums(one: readonly Part[], other: readonly Part[]): Estimate {
  const [a, b] = [sumOf(one).value, sumOf(other).value]
  const contrast = (share: number) =>
    sumOf([
      ...one.map((p) => ({ ...p, times: p.times * (1 - share) })),
      ...other.map((p) => ({ ...p, times: -p.times * share })),
    ])
  const value = a + b === 0 ? Number.NaN : a / (a + b)
  const start = Number.isNaN(value) ? 0.5 : value
  return {
    value,
    low: lastWhere((share) => contrast(share).high >= 0 && contrast(share).low <= 0, start, 0),
    high: lastWhere((share) => contrast(share).high >= 0 && contrast(share).low <= 0, start, 1),
  }
}

/** The last point on the way from one to another at which something still holds. */
function lastWhere(holds: (at: number) => boolean, from: number, to: number): number {
  if (holds(to)) return to
  let [inside, outside] = [from, to]
  for (let i = 0; i < 60; i++) {
    const middle = (inside + outside) / 2
    if (holds(middle)) inside = middle
    else outside = middle
  }
  return inside
}
