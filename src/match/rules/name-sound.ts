/**
 * How a name sounds, for the names of an English town: what is written differently because it came from
 * another alphabet, lost its accents or was taken down by ear meets under one key. Coarse on purpose;
 * it is weaker evidence than a name that is spelt alike.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/^(mac|mc)/, 'mk'],
  [/^x/, 'h'], // Somali: Xasan, Hassan
  [/^c(?=[aiou])(?=.*(abdi|li$|mar$|smaan|aasha))/, ''], // Somali: Cumar, Cabdi
  [/ough|augh/g, 'of'],
  [/sch|sz|cz|ch|sh|š/g, 's'],
  [/ph/g, 'f'],
  [/gh|kh|ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/dj|dz|j|g(?=[eiy])/g, 'j'],
  [/th|dh/g, 't'],
  [/(?<=[aeou])w(?![aeiou])/g, 'u'], // Chowdhury, Choudhury
  [/w/g, 'v'],
  [/z/g, 's'],
  [/y/g, 'i'],
  [/(?<=.)h/g, ''],
  [/[aeiou]+/g, 'a'],
  [/(.)\1+/g, '$1'],
  [/(?<=..)a$/, ''],
]

/** The key under which names that sound alike meet; nothing for no name. */
export function soundOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  let sound = name
  for (const [pattern, by] of rules) sound = sound.replace(pattern, by)
  return sound === '' ? undefined : sound
}

/** Women's and men's forms of one Slavic family name, and the endings that clerks drop. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/(?<=...)sk(a|i|y|ij|yj|aya|aia)$/, 'sk'],
  [/(?<=...)ck(a|i|y)$/, 'ck'],
  [/(?<=...)(ov|ev|iev)a$/, '$1'],
  [/(?<=...)n(a|y|aya)$/, 'n'],
]

/** A family name by its sound, whatever gender its ending has. */
export function familyStem(name: string): string {
  let stem = name
  for (const [pattern, by] of endings) stem = stem.replace(pattern, by)
  return soundOf(stem) ?? stem
}
