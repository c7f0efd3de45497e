/**
 * What stands in the place of a name: `unknown` for one that nobody knew, `baby` for a child who had
 * none yet, `test` for a record that is of nobody. Undefined for what may be a name.
 */
export type NamePlaceholder = 'unknown' | 'baby' | 'test'

const unknown =
  /^(?:fnu|lnu|nmn|n\/?k|n\/?a|not\s+(?:known|given|recorded|stated)|name\s+unknown|unknown|unk|unnamed|anon(?:ymous)?|tbc|tba|x{2,}|\?+|-+|\.+)$/i
const baby =
  /^(?:(?:baby|infant|newborn|unborn)(?:\s+(?:boy|girl|of|one|two|three|\d)\b.*)?|twin\s+(?:one|two|i{1,2}|\d|[ab])|(?:boy|girl)\s+\d|male\s+infant|female\s+infant)$/i
const test = /^(?:test(?:ing)?|dummy|do\s+not\s+use|duplicate|delete|zz+\w*test\w*)$/i

/** Tells a placeholder from a name. */
export function namePlaceholder(name: string): NamePlaceholder | undefined {
  const text = name.trim().replace(/\s+/g, ' ')
  if (unknown.test(text)) return 'unknown'
  if (baby.test(text)) return 'baby'
  if (test.test(text)) return 'test'
  return undefined
}
