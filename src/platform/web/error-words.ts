import { BadInput, Conflict, type KithError, NotAllowed, NotFound, Unavailable } from '#kernel'
import { ForeignOrigin, LogUnwritable, TooManyAttempts } from './web-errors.ts'

/** What an error page says. */
export interface ErrorWords {
  readonly status: number
  readonly title: string
  readonly paragraphs: readonly string[]
  /** Whether the page gives a reference by which the log can be searched. */
  readonly isIncident: boolean
}

const notFound: ErrorWords = {
  status: 404,
  title: 'Page not found',
  paragraphs: [
    'There is nothing at this address that you can see.',
    'If you typed the address, check it. If you followed a link, ask whoever gave it to you.',
  ],
  isIncident: false,
}

const failed: ErrorWords = {
  status: 500,
  title: 'Sorry, something went wrong',
  paragraphs: ['Nothing that you were doing was changed. Try again in a few minutes.'],
  isIncident: true,
}

/**
 * What to say of an error, and with which status. Not permitted reads as not found, word for word.
 * Only our own typed errors are quoted: the text of any other may hold anything.
 */
export function errorWords(error: unknown): ErrorWords {
  if (error instanceof NotFound || error instanceof NotAllowed) return notFound
  if (error instanceof BadInput) return quoted(400, 'There is a problem with the request', error)
  if (error instanceof Conflict) return quoted(409, 'This has changed in the meantime', error)
  if (error instanceof TooManyAttempts) return quoted(429, 'Too many attempts', error)
  if (error instanceof ForeignOrigin) return quoted(403, 'The form was not accepted', error)
  if (error instanceof LogUnwritable) return logUnwritable
  if (error instanceof Unavailable || isDatabaseAway(error)) return unavailable
  return wordsForStatus(statusOf(error))
}

const unavailable: ErrorWords = {
  status: 503,
  title: 'Sorry, the service is not available',
  paragraphs: ['Something that Kith needs does not answer. Try again in a few minutes.'],
  isIncident: true,
}

const logUnwritable: ErrorWords = {
  ...unavailable,
  paragraphs: [
    'Kith shows nothing that it cannot record as seen, and its record of who has looked cannot be written now.',
    'Try again in a few minutes. If you need to know now, ring the service that knows the child.',
  ],
}

function wordsForStatus(status: number): ErrorWords {
  if (status === 404) return notFound
  if (status === 413) {
    return { ...badRequest, status, paragraphs: ['What was sent is too large. Send less.'] }
  }
  return status >= 400 && status < 500 ? badRequest : failed
}

const badRequest: ErrorWords = {
  status: 400,
  title: 'There is a problem with the request',
  paragraphs: ['Kith could not read what was sent. Go back, open the page again and retry.'],
  isIncident: false,
}

function quoted(status: number, title: string, error: KithError): ErrorWords {
  const paragraphs = error.fix === undefined ? [error.message] : [error.message, error.fix]
  return { status, title, paragraphs, isIncident: false }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' ? status : 500
}

const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', '57P01', '57P03', '53300'])

function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && awayCodes.has(String(error.code))
}
