import { definePage, type Page } from '#platform/web'
import { drawSample, latestSample, reviewLoads } from '../../data/sample.queries.ts'
import { matchEvents } from '../match.audit.ts'
import { matchPaths } from '../match.paths.ts'
import type { MatchPermission } from '../match.permissions.ts'
import { type QualityModel, qualityModel } from './quality.view.ts'

/** Pairs drawn of each stratum: with all of 60 right the true share is 94 % at least. */
const each = 60

/** How well matching works, as reviewers' answers to a clerical sample show it; and a new sample. */
export const qualityPages: Page[] = [
  definePage<QualityModel, MatchPermission>({
    method: 'GET',
    path: matchPaths.quality,
    permission: 'match.quality.read',
    // Figures over many pairs, and nothing of any person.
    audit: { event: matchEvents.qualityRead, people: () => [] },
    async handle({ database: { db } }) {
      const sample = await latestSample(db)
      const loads = await reviewLoads(db)
      return {
        template: 'quality/quality.njk',
        model: qualityModel(sample, loads, matchPaths.sample),
      }
    },
  }),
  definePage<{ pairs: number }, MatchPermission>({
    method: 'POST',
    path: matchPaths.sample,
    permission: 'match.review.decide',
    audit: {
      event: matchEvents.sampleDrawn,
      people: () => [],
      criteria: (_request, { pairs }) => ({ pairs: String(pairs) }),
    },
    async handle({ database: { db }, reader }) {
      const { pairs } = await drawSample(db, reader.accountId, each)
      return { redirect: matchPaths.quality, model: { pairs } }
    },
  }),
]
