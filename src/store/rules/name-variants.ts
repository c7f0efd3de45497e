import { nameParts, otherFormsOf } from '#kernel'

const mostVariants = 12

/**
 * The forms of a typed name worth looking for: itself, and with each part in its other forms
 * (`bill smith`, `william smith`, `will smith`), at most twelve.
 */
export function nameVariants(typed: string): string[] {
  const parts = nameParts(typed)
  if (parts.length === 0) return []
  const variants = new Set([parts.join(' ')])
  for (const [place, part] of parts.entries()) {
    for (const form of otherFormsOf(part)) {
      if (variants.size === mostVariants) return [...variants]
      variants.add(parts.with(place, form).join(' '))
    }
  }
  return [...variants]
}
