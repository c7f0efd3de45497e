import fastifyView from '@fastify/view'
import type { FastifyInstance } from 'fastify'
import nunjucks from 'nunjucks'
import { formatDate, isIsoDate } from '#kernel'
import { govukRoot, mojRoot, uiRoot } from './assets.ts'

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

function addFilters(environment: nunjucks.Environment): void {
  environment.addFilter('date', dateWords)
}

/** `3 May 2014` for a date as YYYY-MM-DD; nothing for nothing; other text as it is. */
export function dateWords(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = String(value)
  return isIsoDate(text) ? formatDate(text) : text
}
