import fastifyView from '@fastify/view'
import type { FastifyInstance } from 'fastify'
import nunjucks from 'nunjucks'
import { formatDate, isIsoDate } from '#kernel'
import { govukRoot, mojRoot, uiRoot } from './assets.ts'

const { SafeString } = nunjucks.runtime

/** Gives the server `app.view(template, data)`. Everything is escaped, and templates are kept compiled. */
export async function addTemplates(
  app: FastifyInstance,
  folders: readonly string[],
): Promise<void> {
  await app.register(fastifyView, {
    engine: { nunjucks },
    templates: [uiRoot, ...folders, govukRoot, mojRoot],
    options: { autoescape: true, noCache: false, onConfigure: addFilters },
  })
}

/**
 * Markup that our own code has drawn and escaped itself, such as a chart in SVG, for a template to print
 * as it stands. Never for text that came from anywhere else.
 */
export function drawnMarkup(markup: string): unknown {
  return new SafeString(markup)
}

function addFilters(environment: nunjucks.Environment): void {
  environment.addFilter('date', dateWords)
  environment.addFilter('trim', trimmed)
}

/**
 * Nunjucks' own `trim` looks at each run of blanks inside a text again and again: GOV.UK's components,
 * which trim all that they print, took four times as long with it. What was safe to print stays so.
 */
export function trimmed(value: unknown): unknown {
  if (value instanceof SafeString) return new SafeString(String(value).trim())
  return String(value ?? '').trim()
}

/** `3 May 2014` for a date as YYYY-MM-DD; nothing for nothing; other text as it is. */
export function dateWords(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = String(value)
  return isIsoDate(text) ? formatDate(text) : text
}
