import { BadInput } from '#kernel'
import { broken } from '../problems.ts'

/** The error for XML that the parser refuses, in our words: the parser's own may quote the file. */
export function malformed(error: Error, place: { line: number; column: number }): BadInput {
  if (error instanceof BadInput) return error
  const reason = /unclosed tag|unexpected end|document must contain/i.test(error.message)
    ? 'The XML ends too early: the file is cut off, or empty.'
    : /undefined entity|entity/i.test(error.message)
      ? 'The XML uses an entity that is not one of the five of XML.'
      : /unexpected close tag|unmatched closing tag/i.test(error.message)
        ? 'An element is closed that is not open.'
        : 'The XML is not well-formed.'
  return broken(reason, { ...place, fix: 'Export or send the file again.' })
}

/** Refuses a file that declares another encoding than its feed promises. */
export function refuseEncoding(declared: string | undefined, promised: string): void {
  if (declared === undefined || declared.toLowerCase() === promised) return
  if (promised === 'windows-1252' && /^iso-8859-1$/i.test(declared)) return
  throw broken(
    `The file says that it is in ${declared.slice(0, 20)}; the feed promises ${promised}.`,
    {
      line: 1,
      column: 1,
      fix: 'Export it in the encoding agreed, or change encoding in the feed definition.',
    },
  )
}

/** The error for a document type, whatever it says. */
export function withDoctype(place: { line: number; column: number }): BadInput {
  return broken('The XML has a document type (DOCTYPE), which may define entities.', {
    ...place,
    fix: 'Send the file without one. Kith never reads or expands entities.',
  })
}

// No partner's file nests nearly so deep; a file made to hang a parser does.
const depthLimit = 64

/** Refuses elements within elements beyond what any real file has. */
export function refuseDeep(depth: number, place: { line: number; column: number }): void {
  if (depth > depthLimit) throw broken(`The elements nest deeper than ${depthLimit}.`, place)
}

/** Refuses a file whose first element is not its feed's. */
export function refuseOtherRoot(
  root: string,
  expected: string,
  feedWithRoot: (root: string) => string | undefined,
  place: { line: number; column: number },
): void {
  if (root === expected) return
  const other = feedWithRoot(root)
  throw broken(
    other === undefined
      ? `The file's first element is not ${expected}.`
      : `This is a file of another feed: its first element is that of ${other}.`,
    place,
  )
}

/** The error for a text, tag or comment over the limit. */
export function tooLong(limit: number, place: { line: number; column: number }): BadInput {
  return broken(`A text or a tag is longer than the limit of ${limit} characters.`, {
    ...place,
    fix: 'Look for a tag that is not closed. If such texts are right, raise textLimitBytes in the feed definition.',
  })
}
