/** A full UK postcode, upper case, without its space. */
export class Postcode {
  readonly whole: string
  readonly #letters: number

  /** `letters` is how many of them the area has. */
  constructor(whole: string, letters: number) {
    this.whole = whole
    this.#letters = letters
  }

  get sector(): string {
    return this.whole.slice(0, -2)
  }

  get district(): string {
    return this.whole.slice(0, -3)
  }

  get area(): string {
    return this.whole.slice(0, this.#letters)
  }
}

/** How a postcode is mostly written; whatever is not goes the long way. */
const USUAL = /^([A-Z]{1,2})[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$/i
const DISTRICT = /^([A-Z]{1,2})[0-9][A-Z0-9]?$/

/**
 * Reads a full UK postcode, whatever stands between its letters and digits; null where it is none.
 * From the end: two letters, a digit, and before them the district (BS 7666 without the special
 * cases).
 */
export function postcodeOf(text: string): Postcode | null {
  if (text.length > 16) return null
  const usual = USUAL.exec(text)
  if (usual) {
    const upper = text.toUpperCase()
    const n = upper.length
    const whole = upper[n - 4] === ' ' ? upper.slice(0, n - 4) + upper.slice(n - 3) : upper
    return new Postcode(whole, (usual[1] as string).length)
  }
  let whole = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (isDigit(unit) || isUpper(unit)) whole += text[i]
    else if (unit >= 97 && unit <= 122) whole += String.fromCharCode(unit - 32)
  }
  const n = whole.length
  if (n < 5 || n > 7) return null
  if (!isUpper(whole.charCodeAt(n - 1)) || !isUpper(whole.charCodeAt(n - 2))) return null
  if (!isDigit(whole.charCodeAt(n - 3))) return null
  const match = DISTRICT.exec(whole.slice(0, n - 3))
  return match ? new Postcode(whole, (match[1] as string).length) : null
}

const isDigit = (unit: number) => unit >= 48 && unit <= 57
const isUpper = (unit: number) => unit >= 65 && unit <= 90
