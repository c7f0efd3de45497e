// Letters that losing an accent does not turn into plain ones.
const plain: Record<string, string> = { ł: 'l', Ł: 'L', ı: 'i', İ: 'I' }

/** A text as systems without accents hold it: Wójcik becomes Wojcik. */
export function withoutAccents(text: string): string {
  return text
    .replace(/[łŁıİ]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
}

/** Capitals without accents, as older systems keep names. */
export function capitals(text: string): string {
  return withoutAccents(text).toUpperCase()
}
