/** A full name taken apart. `forenames` are in order; `surname` is empty only for an empty text. */
export interface SplitName {
  title?: string
  forenames: string[]
  surname: string
}

const titles = new Set('mr mrs ms miss mx dr rev revd prof sir dame master'.split(' '))

// Words that belong to the surname that follows them. Only in lower case, or after a forename.
const particles = new Set(
  'de da di del della dos du la le van von der den ter bin ibn al el'.split(' '),
)

/**
 * Takes one field of a full name apart: `Mr Sean O'Neill`, `O'NEILL, Sean Patrick`,
 * `Maria de la Cruz`. A single name goes to `surname`, as registration systems in England keep it.
 * It cannot know naming traditions (a Somali third name is the grandfather's, and no family name):
 * prefer a source's own fields where it has them.
 */
export function splitFullName(text: string): SplitName {
  const cleaned = text.replace(/\s+/g, ' ').trim()
  const comma = cleaned.indexOf(',')
  if (comma > 0) {
    const rest = withoutTitle(
      cleaned
        .slice(comma + 1)
        .trim()
        .split(' ')
        .filter(Boolean),
    )
    return named(rest.title, rest.words, cleaned.slice(0, comma).trim())
  }
  const { title, words } = withoutTitle(cleaned.split(' ').filter(Boolean))
  let start = words.length - 1
  while (start > 1 && particles.has((words[start - 1] ?? '').toLowerCase())) start--
  return named(title, words.slice(0, Math.max(start, 0)), words.slice(Math.max(start, 0)).join(' '))
}

function withoutTitle(words: string[]): { title: string | undefined; words: string[] } {
  const first = words[0]?.replace(/\.$/, '')
  if (first !== undefined && words.length > 1 && titles.has(first.toLowerCase())) {
    return { title: first, words: words.slice(1) }
  }
  return { title: undefined, words }
}

function named(title: string | undefined, forenames: string[], surname: string): SplitName {
  return title === undefined ? { forenames, surname } : { title, forenames, surname }
}
