// Letters that Unicode does not take apart into a base letter and an accent.
const wholeLetters: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
}

/**
 * A name in the form in which names are compared, never shown: lower case, accents dropped,
 * apostrophes removed (`O'Neill` and `ONeill` meet), hyphens and other marks turned to one space
 * (`Smith-Jones` and `Smith Jones` meet).
 */
export function normaliseName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœıħ]/g, (letter) => wholeLetters[letter] ?? letter)
    .replace(/['’‘`´ʻʼ′]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The parts of a name in compared form: `Anne-Marie` gives `anne` and `marie`. */
export function nameParts(text: string): string[] {
  const normal = normaliseName(text)
  return normal === '' ? [] : normal.split(' ')
}
