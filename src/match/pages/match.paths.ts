/** Where this module's pages are: patterns for routes, and functions for links. */
export const matchPaths = {
  queue: '/review',
  /** Post only: takes the most useful question that is free. */
  next: '/review/next',
  decided: '/review/decided',
  quality: '/matching-quality',
  sample: '/matching-quality/sample',
  models: '/review/models',
  useModel: '/review/models/:version/use',
  pair: '/review/pairs/:reviewId',
  answer: '/review/pairs/:reviewId/answer',
  undo: '/review/pairs/:reviewId/undo',
  trail: '/references/:reference',
  findTrail: '/references',
  breaches: '/breaches',
  breach: '/breaches/:breachId',
} as const

/** The address of one question. */
export function pairPath(reviewId: string): `/${string}` {
  return `/review/pairs/${encodeURIComponent(reviewId)}`
}

/** The address of a reference's trail. */
export function trailPath(reference: string): string {
  return `/references/${encodeURIComponent(reference)}`
}

/** The address of one assessment of a breach. */
export function breachPath(breachId: string): `/${string}` {
  return `/breaches/${encodeURIComponent(breachId)}`
}
