/** Answers that stand for there being none, as the school census and the health service word them. */
const unsaid =
  /^(nobt|refu|z|99|not (yet )?obtained|not (known|stated)|unknown|refused( to say)?)$/i

/**
 * Whether a value only says that the source does not know. It is kept and can be shown, but goes
 * behind every value that says something and contradicts none.
 */
export function saysNothing(attribute: string, value: string): boolean {
  if (attribute === 'sex') return value === 'U'
  return attribute === 'ethnicity' && unsaid.test(value.trim())
}
