import { fileURLToPath } from 'node:url'
import type { NavigationItem, Page, Script } from '#platform/web'
import { breachPages } from './pages/breaches/breach.route.ts'
import { decidedPage } from './pages/decided/decided.route.ts'
import { matchPaths } from './pages/match.paths.ts'
import type { MatchSettings } from './pages/match-settings.ts'
import { qualityPages } from './pages/quality/quality.route.ts'
import { trailPages } from './pages/reference-trail/reference-trail.route.ts'
import { pairPages } from './pages/review-pair/review-pair.route.ts'
import { nextPage, queuePage } from './pages/review-queue/review-queue.route.ts'

/** What the server needs of this module: its pages, where their templates and style are, its links. */
export interface MatchModule {
  readonly pages: readonly Page[]
  readonly templatesDir: string
  readonly stylesheets: readonly string[]
  readonly scripts: readonly Script[]
  readonly navigation: readonly NavigationItem[]
  /** What comes after the other modules' entries: nobody's front page. */
  readonly furtherNavigation: readonly NavigationItem[]
}

/** Puts the module's pages together. */
export function createMatch(settings: MatchSettings): MatchModule {
  return {
    pages: [
      queuePage(settings),
      nextPage(settings),
      ...pairPages(settings),
      decidedPage,
      ...trailPages(settings),
      ...breachPages,
      ...qualityPages,
    ],
    templatesDir: pathOf('./pages'),
    stylesheets: [pathOf('./pages/match.css')],
    scripts: [{ name: 'review-keys.js', file: pathOf('./pages/review-pair/review-keys.js') }],
    navigation: [
      { text: 'Review', href: matchPaths.queue, permission: 'match.review.decide' },
      { text: 'Breaches', href: matchPaths.breaches, permission: 'match.breach.assess' },
    ],
    furtherNavigation: [
      { text: 'Matching quality', href: matchPaths.quality, permission: 'match.quality.read' },
    ],
  }
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}
