import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const { resolve } = createRequire(import.meta.url)

/** A file that pages load, held in memory. */
export interface Asset {
  readonly type: string
  readonly body: string
}

/** A script that a module's pages load: its name in the address, and the file. */
export interface Script {
  readonly name: string
  readonly file: string
}

/** The files that pages load, under a path that changes when one of them does. */
export interface Assets {
  /** `/assets/<digest>`, so that browsers may keep them for ever. */
  readonly prefix: string
  readonly files: ReadonlyMap<string, Asset>
}

/** The folders of GOV.UK's and the Ministry of Justice's components. */
export const govukRoot: string = packageFolder('govuk-frontend', 'dist')
export const mojRoot: string = packageFolder('@ministryofjustice/frontend')
/** Our layout, components, style and icon. */
export const uiRoot: string = fileURLToPath(new URL('../ui', import.meta.url))

const javascript = 'text/javascript; charset=utf-8'

/**
 * Builds the assets: one style sheet out of GOV.UK's, the Ministry of Justice's, our components'
 * and the modules' own, and the script that brings GOV.UK components to life.
 *
 * @param stylesheets paths of further CSS files, put last
 * @param scripts further scripts, each a file of its own
 */
export function buildAssets(
  stylesheets: readonly string[] = [],
  scripts: readonly Script[] = [],
): Assets {
  const components = globSync('components/*/*.css', { cwd: uiRoot }).sort()
  const css = [
    withoutCrown(read(govukRoot, 'govuk/govuk-frontend.min.css')),
    withoutCrown(read(mojRoot, 'moj/moj-frontend.min.css')),
    read(uiRoot, 'kith.css'),
    ...components.map((file) => read(uiRoot, file)),
    ...stylesheets.map((file) => readFileSync(file, 'utf8')),
  ].join('\n')
  const script = withoutSourceMap(read(govukRoot, 'govuk/govuk-frontend.min.js'))
  const files = new Map<string, Asset>([
    ['kith.css', { type: 'text/css; charset=utf-8', body: css }],
    ['kith.js', { type: javascript, body: read(uiRoot, 'kith.js') }],
    ['govuk-frontend.min.js', { type: javascript, body: script }],
    ['session-end.js', { type: javascript, body: read(uiRoot, 'session-end.js') }],
    ...scripts.map(({ name, file }): [string, Asset] => [
      name,
      { type: javascript, body: withoutSourceMap(readFileSync(file, 'utf8')) },
    ]),
    ['favicon.svg', { type: 'image/svg+xml', body: read(uiRoot, 'favicon.svg') }],
  ])
  const digest = createHash('sha256')
  for (const { body } of files.values()) digest.update(body)
  return { prefix: `/assets/${digest.digest('hex').slice(0, 16)}`, files }
}

/**
 * A council may use neither GDS Transport nor the crest: without them the text is in Arial, and
 * nothing asks for files that are not there.
 */
export function withoutCrown(css: string): string {
  return withoutSourceMap(css)
    .replaceAll(/@font-face\s*\{[^}]*\}/g, '')
    .replaceAll(/(["']?)GDS Transport\1,\s*/g, '')
    .replaceAll(/url\([^)]*govuk-crest[^)]*\)/g, 'none')
}

function withoutSourceMap(text: string): string {
  return text.replace(/\/[/*]# sourceMappingURL=.*$/m, '')
}

function read(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function packageFolder(name: string, ...inside: string[]): string {
  return join(dirname(resolve(`${name}/package.json`)), ...inside)
}
