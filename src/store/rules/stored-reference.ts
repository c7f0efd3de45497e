import { checkReference } from '#kernel'

/** A reference as people type it, in the form in which it is stored; undefined where it is none. */
export function storedReference(typed: string): string | undefined {
  const asked = typed.replace(/[\s-]/g, '').toUpperCase()
  return checkReference(asked, asked.replace(/\d+$/, '')).ok ? asked : undefined
}
