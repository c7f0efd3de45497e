/** The events that this module writes to the access log, past tense. */
export const matchEvents = {
  queueOpened: 'match.reviews.listed',
  nextTaken: 'match.review.taken',
  pairRead: 'match.review.read',
  answered: 'match.review.answered',
  undone: 'match.review.undone',
  decidedListed: 'match.decisions.listed',
  qualityRead: 'match.quality.read',
  sampleDrawn: 'match.sample.drawn',
  modelsRead: 'match.models.listed',
  modelChosen: 'match.model.chosen',
  trailRead: 'match.reference.read',
  trailAsked: 'match.reference.asked',
  breachesListed: 'match.breaches.listed',
  breachRead: 'match.breach.read',
  breachDecided: 'match.breach.decided',
} as const
