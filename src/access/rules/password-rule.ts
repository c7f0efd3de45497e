/** What a password must be, by the advice of the National Cyber Security Centre: long, and not a known one. */
export const passwordLeast = 12

/** How a password is chosen well, for the page. */
export const passwordAdvice: string = `At least ${passwordLeast} characters. Three random words are good. No capitals, digits or signs are asked for.`

/**
 * What is wrong with a new password, in words; undefined for nothing.
 *
 * @param known passwords that everybody tries, in small letters
 * @param own what everybody knows of its owner: name, parts of the e-mail address, organisation
 */
export function passwordFault(
  password: string,
  known: ReadonlySet<string>,
  own: readonly string[],
): string | undefined {
  if (password.trim() === '') return 'Enter a password'
  if ([...password].length < passwordLeast) return `Use at least ${passwordLeast} characters`
  if (password.length > 200) return 'Use 200 characters or fewer'
  const plain = password.toLowerCase()
  if (known.has(plain) || isPadded(plain, known)) return 'This password is one that is often tried'
  if (new Set(plain).size < 5) return 'Use more different characters'
  if (isSequence(plain)) return 'Do not use a row of the alphabet, of digits or of the keyboard'
  const words = [...own, 'kith']
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length)
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain)
  if (rest.length < 8) return 'Do not make it from your name, address or organisation'
  return undefined
}

/** A known password, filled up to the length with digits or signs. */
function isPadded(plain: string, known: ReadonlySet<string>): boolean {
  const core = plain.replace(/^[\d\W_]+/, '').replace(/[\d\W_]+$/, '')
  if (core.length < 4 || !known.has(core)) return false
  // Three random words with hyphens between are no single known word.
  return /^[a-z]+$/.test(core)
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm']

function isSequence(plain: string): boolean {
  const letters = plain.replaceAll(/[^a-z0-9]/g, '')
  const halves = [letters, letters.slice(0, Math.ceil(letters.length / 2))]
  return rows.some((row) => {
    const backwards = [...row].reverse().join('')
    return halves.some(
      (half) => half.length >= 6 && (row.includes(half) || backwards.includes(half)),
    )
  })
}
