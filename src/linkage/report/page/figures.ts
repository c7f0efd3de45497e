/** Numbers as a report writes them. */

export const count = (n: number): string => Math.round(n).toLocaleString('en-GB')

export const percent = (share: number, digits = 1): string =>
  Number.isFinite(share) ? `${(share * 100).toFixed(digits)}%` : 'none'

/** A share that may be tiny: 2.3%, 0.0017%. */
export function smallShare(share: number): string {
  if (share === 0) return '0%'
  if (share >= 0.001) return percent(share, share >= 0.1 ? 0 : 2)
  return `${Number((share * 100).toPrecision(2))
    .toFixed(6)
    .replace(/0+$/, '')}%`
}

/** Bits with their sign; a real minus, as in print. */
export const bits = (n: number): string =>
  Number.isFinite(n) ? `${n < 0 ? '−' : '+'}${Math.abs(n).toFixed(1)}` : n < 0 ? '−∞' : '+∞'

/** How many times likelier or less likely so many bits make it. */
export function times(n: number): string {
  const factor = 2 ** Math.abs(n)
  if (factor < 1.05) return 'no difference'
  const written =
    factor < 10 ? factor.toFixed(1) : count(Number(factor.toPrecision(factor < 1000 ? 2 : 3)))
  return n > 0 ? `${written} times likelier` : `${written} times less likely`
}

export const score = (n: number): string => n.toFixed(4)

export const seconds = (n: number): string => (n < 10 ? `${n.toFixed(1)} s` : `${Math.round(n)} s`)

/** "1 pair", "12 pairs". */
export const countOf = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${Math.round(n) === 1 ? one : many}`
