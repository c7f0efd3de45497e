import { COMPARED_LENGTH, type TextPool } from './text-pool.ts'

const takenA = new Uint8Array(COMPARED_LENGTH)
const takenB = new Uint8Array(COMPARED_LENGTH)

/**
 * Jaro–Winkler similarity of text `i` of one pool and text `j` of another, 0 to 1: prefix weight
 * 0.1 for up to four equal first units, given only above 0.7, as DuckDB has it.
 */
export function jaroWinkler(p: TextPool, i: number, q: TextPool, j: number): number {
  const a = p.units
  const b = q.units
  const startA = p.starts[i] as number
  const startB = q.starts[j] as number
  const lengthA = (p.starts[i + 1] as number) - startA
  const lengthB = (q.starts[j + 1] as number) - startB
  if (lengthA === 0 && lengthB === 0) return 1
  if (lengthA === 0 || lengthB === 0) return 0
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1)
  takenA.fill(0, 0, lengthA)
  takenB.fill(0, 0, lengthB)
  let matches = 0
  for (let x = 0; x < lengthA; x++) {
    const unit = a[startA + x]
    const to = Math.min(lengthB - 1, x + reach)
    for (let y = x > reach ? x - reach : 0; y <= to; y++) {
      if (takenB[y] === 0 && b[startB + y] === unit) {
        takenA[x] = 1
        takenB[y] = 1
        matches++
        break
      }
    }
  }
  if (matches === 0) return 0
  let halfSwaps = 0
  let y = 0
  for (let x = 0; x < lengthA; x++) {
    if (takenA[x] === 0) continue
    while (takenB[y] === 0) y++
    if (a[startA + x] !== b[startB + y]) halfSwaps++
    y++
  }
  const jaro = (matches / lengthA + matches / lengthB + (matches - (halfSwaps >> 1)) / matches) / 3
  if (jaro <= 0.7) return jaro
  const limit = Math.min(4, lengthA, lengthB)
  let prefix = 0
  while (prefix < limit && a[startA + prefix] === b[startB + prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

/**
 * Whether Jaro–Winkler could reach `lowest`: a bound from lengths, from characters that only one
 * of the texts has, and from their first units. Saves the whole comparison of most random pairs.
 */
export function couldReach(
  p: TextPool,
  i: number,
  q: TextPool,
  j: number,
  lowest: number,
): boolean {
  const startA = p.starts[i] as number
  const startB = q.starts[j] as number
  const lengthA = (p.starts[i + 1] as number) - startA
  const lengthB = (q.starts[j + 1] as number) - startB
  if (lengthA === 0 || lengthB === 0) return true
  const a = p.masks[i] as number
  const b = q.masks[j] as number
  const most = Math.min(lengthA - bitCount(a & ~b), lengthB - bitCount(b & ~a))
  if (most <= 0) return lowest <= 0
  const jaro = (most / lengthA + most / lengthB + 1) / 3
  const sameStart = p.units[startA] === q.units[startB]
  return (sameStart && jaro > 0.7 ? jaro + 0.4 * (1 - jaro) : jaro) >= lowest - 1e-9
}

function bitCount(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

let rowTwoBack = new Int32Array(COMPARED_LENGTH + 1)
let rowBack = new Int32Array(COMPARED_LENGTH + 1)
let row = new Int32Array(COMPARED_LENGTH + 1)

/**
 * Edits between two texts, a swap of neighbours being one (no part edited twice) when `swaps`,
 * Levenshtein otherwise. Above `limit` any greater number may come back.
 */
export function editDistance(
  p: TextPool,
  i: number,
  q: TextPool,
  j: number,
  swaps: boolean,
  limit: number,
): number {
  const a = p.units
  const b = q.units
  let startA = p.starts[i] as number
  let startB = q.starts[j] as number
  let endA = p.starts[i + 1] as number
  let endB = q.starts[j + 1] as number
  while (startA < endA && startB < endB && a[startA] === b[startB]) {
    startA++
    startB++
  }
  while (startA < endA && startB < endB && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const n = endA - startA
  const m = endB - startB
  if (n === 0 || m === 0) return n + m
  if (n - m > limit || m - n > limit) return limit + 1
  if (limit === 1) {
    if (n === 1 && m === 1) return 1
    return swaps && n === 2 && m === 2 && a[startA] === b[startB + 1] && a[startA + 1] === b[startB]
      ? 1
      : 2
  }
  for (let y = 0; y <= m; y++) rowBack[y] = y
  for (let x = 1; x <= n; x++) {
    row[0] = x
    let lowest = x
    const unit = a[startA + x - 1]
    for (let y = 1; y <= m; y++) {
      const other = b[startB + y - 1]
      let best = (rowBack[y - 1] as number) + (unit === other ? 0 : 1)
      const gap = Math.min(rowBack[y] as number, row[y - 1] as number) + 1
      if (gap < best) best = gap
      if (
        swaps &&
        x > 1 &&
        y > 1 &&
        unit === b[startB + y - 2] &&
        a[startA + x - 2] === other &&
        (rowTwoBack[y - 2] as number) + 1 < best
      ) {
        best = (rowTwoBack[y - 2] as number) + 1
      }
      row[y] = best
      if (best < lowest) lowest = best
    }
    // A swap may reach back over one row, hence one to spare.
    if (lowest > limit + 1) return lowest
    const spare = rowTwoBack
    rowTwoBack = rowBack
    rowBack = row
    row = spare
  }
  return rowBack[m] as number
}

/** Share of distinct characters that two texts have in common, 0 to 1. */
export function jaccard(a: string, b: string): number {
  const left = new Set(a.slice(0, COMPARED_LENGTH))
  const right = new Set(b.slice(0, COMPARED_LENGTH))
  let both = 0
  for (const c of left) if (right.has(c)) both++
  const all = left.size + right.size - both
  return all === 0 ? 1 : both / all
}

/** Places at which two texts of equal length differ; NaN where lengths differ. */
export function hamming(a: string, b: string): number {
  if (a.length !== b.length) return Number.NaN
  let n = 0
  for (let i = 0; i < Math.min(a.length, COMPARED_LENGTH); i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) n++
  }
  return n
}

/** Kilometres between two places given in degrees (haversine, mean Earth radius 6371 km). */
export function kmApart(lat1: number, long1: number, lat2: number, long2: number): number {
  const rad = Math.PI / 180
  const s = Math.sin(((lat2 - lat1) * rad) / 2) ** 2
  const t = Math.sin(((long2 - long1) * rad) / 2) ** 2
  const h = s + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * t
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)))
}
