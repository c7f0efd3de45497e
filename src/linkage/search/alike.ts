import { couldReach, editDistance, jaroWinkler } from '../compare/similarity.ts'
import { poolOf } from '../compare/text-pool.ts'
import type { TextTable } from '../increment/text-table.ts'
import { columnsOf, type Expression } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import { loose } from './query.ts'
import type { Turns } from './turns.ts'

/** Values visited between two looks at the clock. */
const STRIDE = 4096
/** Two texts this alike are worth looking at; the model's weights decide in the end. */
const ALIKE = 0.88
/** Longer texts are not looked for by likeness. */
const LONGEST = 60
/** The most that are taken of a text's likes. */
const MOST = 60

const LIKENESSES = new Set(['jaro_winkler', 'damerau_levenshtein', 'levenshtein', 'initial'])

/** The columns whose values a model compares by likeness, so that a slip in one is forgiven. */
export function columnsByLikeness(model: Model): Set<string> {
  const found = new Set<string>()
  for (const { levels, eitherWay } of model.comparisons) {
    for (const { when } of levels) {
      if (when === 'else' || !isLikeness(when)) continue
      for (const name of eitherWay ? eitherWay.columns : columnsOf(when)) found.add(name)
    }
  }
  return found
}

function isLikeness(e: Expression): boolean {
  switch (e.kind) {
    case 'call':
      return LIKENESSES.has(e.name)
    case 'compare':
      return isLikeness(e.left) || isLikeness(e.right)
    case 'and':
    case 'or':
      return e.parts.some(isLikeness)
    default:
      return false
  }
}

/** The values of a column that a text may be a slip of, the likest first. */
export async function valuesLike(values: TextTable, text: string, turns: Turns): Promise<number[]> {
  if (text.length > LONGEST) return []
  const pool = poolOf([text])
  const byEdits = /\d/.test(text)
  const found: { code: number; likeness: number }[] = []
  const own = values.find(text)
  for (let code = 0; code < values.count; code++) {
    if (code % STRIDE === 0 && turns.isDue) await turns.next()
    const length = (values.starts[code + 1] as number) - (values.starts[code] as number)
    if (code === own || length > LONGEST) continue
    if (byEdits) {
      if (Math.abs(length - text.length) > 1) continue
      if (editDistance(values, code, pool, 0, true, 1) <= 1) found.push({ code, likeness: 1 })
    } else if (couldReach(values, code, pool, 0, ALIKE)) {
      const likeness = jaroWinkler(values, code, pool, 0)
      if (likeness >= ALIKE) found.push({ code, likeness })
    }
  }
  found.sort((a, b) => b.likeness - a.likeness || a.code - b.code)
  return found.slice(0, MOST).map((f) => f.code)
}

/** The values of a column that begin with some loose text. */
export async function valuesBeginning(
  values: TextTable,
  beginning: string,
  turns: Turns,
): Promise<number[]> {
  const found: number[] = []
  const first = beginning.charCodeAt(0)
  for (let code = 0; code < values.count; code++) {
    if (code % STRIDE === 0 && turns.isDue) await turns.next()
    if (mayBegin(values, code, first) && loose(values.text(code)).startsWith(beginning))
      found.push(code)
  }
  return found
}

/** Whether a value's first letter or digit could be the one wanted: spares making most texts. */
function mayBegin({ units, starts }: TextTable, code: number, first: number): boolean {
  const unit = units[starts[code] as number] as number
  if (first > 127 || unit > 127) return true
  const isLetter = (unit | 32) >= 97 && (unit | 32) <= 122
  const isDigit = unit >= 48 && unit <= 57
  if (isLetter) return (unit | 32) === first
  return isDigit ? unit === first : true
}
