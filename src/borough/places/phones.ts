import type { Random } from '../random.ts'

/**
 * Telephone numbers that Ofcom keeps for drama and that ring nowhere: mobiles 07700 900000–900999
 * and landlines without an area, 01632 960000–960999. There are only a thousand of each, so
 * strangers share them: in the borough a number is no evidence that two records are one person.
 */
export function drawMobile(random: Random): string {
  return `07700 900${String(random.between(0, 999)).padStart(3, '0')}`
}

/** A landline of a service or a home, for drama only. */
export function drawLandline(random: Random): string {
  return `01632 960${String(random.between(0, 999)).padStart(3, '0')}`
}
