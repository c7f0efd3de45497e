/**
 * Surnames and forenames that a tradition puts together from parts: place and dwelling, father's name
 * and ending, two syllables of good meaning. A few dozen parts give the thousands of rare names that
 * most people in a town bear.
 */

/**
 * Every start with every end, in an order that mixes both (so that rarer ones of each come later).
 * Pairs that meet in the same letter are left out.
 */
export function crossed(
  starts: string,
  ends: string,
  join: (start: string, end: string) => string = (start, end) => `${start}${end}`,
): string[] {
  const [first, second] = [parts(starts), parts(ends)]
  const names: { name: string; rank: number }[] = []
  for (const [i, start] of first.entries()) {
    for (const [j, end] of second.entries()) {
      if (start.at(-1)?.toLowerCase() === end.charAt(0).toLowerCase()) continue
      // Fixed, but in no order a reader would see: neighbours in the list have nothing in common.
      names.push({ name: join(start, end), rank: (i * 37 + j * 101) % 997 })
    }
  }
  return names.sort((one, other) => one.rank - other.rank).map(({ name }) => name)
}

/** Two parts joined by a hyphen, each with its capital: Lily-Mae. */
export function hyphened(start: string, end: string): string {
  return `${start}-${end}`
}

/** The words of a written list. */
export function parts(text: string): string[] {
  return text.trim().split(/\s+/)
}
