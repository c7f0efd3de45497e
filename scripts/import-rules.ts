import type { IForbiddenRuleType } from 'dependency-cruiser'

/** Which modules each module may import, by their index.ts only. The picture is in README.md. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  linkage: [],
  platform: ['kernel'],
  borough: ['kernel'],
  access: ['kernel', 'platform'],
  extract: ['kernel', 'platform', 'access'],
  match: ['kernel', 'platform', 'access', 'extract', 'linkage'],
  store: ['kernel', 'platform', 'access', 'extract', 'match'],
  retention: ['kernel', 'platform', 'access', 'extract', 'match', 'store'],
  cleanse: ['kernel', 'platform', 'access', 'extract', 'match', 'store'],
  view: ['kernel', 'platform', 'access', 'extract', 'match', 'store'],
}

const modules = Object.keys(mayImport)
const tests = '\\.test\\.ts$|/testing/'

const betweenModules: IForbiddenRuleType[] = modules.map((name) => {
  const allowed = [name, ...(mayImport[name] ?? [])].join('|')
  const list = mayImport[name]?.join(', ') || 'nothing of ours'
  return {
    name: `${name}-imports`,
    comment: `${name} may import ${list}. If it needs more, the piece belongs in another module, or app hands it in.`,
    severity: 'error',
    from: { path: `^src/${name}/`, pathNot: tests },
    to: { path: '^src/', pathNot: `^src/(${allowed})/` },
  }
})

const throughTheDoor: IForbiddenRuleType[] = modules
  .filter((name) => name !== 'platform')
  .map((name) => ({
    name: `${name}-door`,
    comment: `Import ${name} as #${name}: its index.ts is its only door, so that what is inside can change.`,
    severity: 'error',
    from: { path: '^(src|bench|e2e|bin)/', pathNot: `^src/${name}/` },
    to: { path: `^src/${name}/`, pathNot: `^src/${name}/index\\.ts$` },
  }))

const platformDoors: IForbiddenRuleType = {
  name: 'platform-door',
  comment: 'Import a part of platform as #platform/<part>: each part’s index.ts is its only door.',
  severity: 'error',
  from: { path: '^(src|bench|e2e|bin)/', pathNot: '^src/platform/' },
  to: { path: '^src/platform/', pathNot: '^src/platform/[^/]+/index\\.ts$' },
}

/** A library that only some places may use, and why. */
function libraryOnlyIn(library: string, places: string, why: string): IForbiddenRuleType {
  return {
    name: `${library.replaceAll(/\W+/g, '-')}-only-there`,
    comment: why,
    severity: 'error',
    from: { path: '^src/', pathNot: `${places}|${tests}` },
    to: { path: `node_modules/${library}/` },
  }
}

/** Every import rule, each with a message that says what to do instead. */
export const importRules: readonly IForbiddenRuleType[] = [
  ...betweenModules,
  ...throughTheDoor,
  platformDoors,
  libraryOnlyIn(
    'fastify',
    '^src/(platform/web|app)/|\\.(route|page|form)\\.ts$',
    'Only routes, platform/web and app know that pages come over HTTP.',
  ),
  libraryOnlyIn(
    'kysely',
    '/data/|^src/platform/db/',
    'Queries live in a data/ folder and take their handle first.',
  ),
  libraryOnlyIn(
    '@duckdb',
    '^src/(linkage|match|extract|analyse)/',
    'DuckDB is an engine for linkage, match, extract and analyse; everything else asks PostgreSQL.',
  ),
  libraryOnlyIn(
    'echarts',
    '^src/(linkage/report/charts|cleanse/pages/scoreboard|report|analyse)/',
    'Charts are drawn where figures are reported: elsewhere ask for a finished one, so that no page loads the library unasked.',
  ),
  libraryOnlyIn('nunjucks', '^src/platform/web/', 'Templates are rendered by platform/web alone.'),
  {
    name: 'pure-rules',
    comment:
      'Rules and view models are pure: no database, web, files, clock or random. Hand them what they need.',
    severity: 'error',
    from: { path: '/rules/|\\.view\\.ts$', pathNot: tests },
    to: {
      path: '^(node:)?(fs|net|http|child_process|crypto|timers|worker_threads)|node_modules/(pg|kysely|fastify|@duckdb)/',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'no-cycles',
    comment:
      'Files that import each other in a circle can’t be understood or changed one at a time.',
    severity: 'error',
    from: { path: '^src/' },
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'tests-stay-out',
    comment: 'Product code does not import tests or what only tests use.',
    severity: 'error',
    from: { path: '^(src|bin)/', pathNot: tests },
    to: {
      path: '\\.test\\.ts$|^src/testing/|/testing/|node_modules/(vitest|fast-check|playwright-core)/',
    },
  },
  {
    name: 'no-vague-names',
    comment: 'A name such as utils says nothing: name the file after what is in it.',
    severity: 'error',
    from: {},
    to: { path: '^src/.*(utils?|helpers?|common|misc|manager|service)\\.ts$' },
  },
]
