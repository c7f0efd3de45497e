/** The parts of a full UK postcode, upper case, without its space. */
export interface Postcode {
  whole: string
  sector: string
  district: string
  area: string
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
    const n = text.length
    const gap = text[n - 4] === ' ' ? 4 : 3
    const upper = text.toUpperCase()
    const district = upper.slice(0, n - gap)
    const sector = district + upper[n - 3]
    const area = district.slice(0, (usual[1] as string).length)
    return { whole: sector + upper.slice(n - 2), sector, district, area }
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
  const district = whole.slice(0, n - 3)
  const match = DISTRICT.exec(district)
  if (!match) return null
  return { whole, sector: whole.slice(0, n - 2), district, area: match[1] as string }
}

const isDigit = (unit: number) => unit >= 48 && unit <= 57
const isUpper = (unit: number) => unit >= 65 && unit <= 90
