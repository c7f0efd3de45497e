/** Where something went wrong: a file of a feed, a line and column counted from 1, a field's name. */
export interface ErrorPlace {
  file?: string | undefined
  line?: number | undefined
  column?: number | undefined
  field?: string | undefined
}

/** What a typed error is made from. `fix` says what to do next, in one plain sentence. */
export interface ErrorDetail {
  code?: string | undefined
  fix?: string | undefined
  where?: ErrorPlace | undefined
  cause?: unknown
}

/**
 * The error that everything in Kith throws on purpose. `code` is for programs and exit codes,
 * `message` says in plain English what is wrong, `fix` what to do about it, `where` the place.
 * None of them may hold a name, a birth date or an address: they are logged.
 */
export class KithError extends Error {
  readonly code: string
  readonly fix: string | undefined
  readonly where: ErrorPlace | undefined

  constructor(message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause })
    this.name = new.target.name
    this.code = detail.code ?? 'failed'
    this.fix = detail.fix
    this.where = detail.where
  }
}

/** What was given cannot be used: a file, a form, an option. Pages answer 400. */
export class BadInput extends KithError {
  constructor(message: string, detail: ErrorDetail = {}) {
    super(message, { ...detail, code: detail.code ?? 'bad-input' })
  }
}

/** No such thing. Pages answer 404. */
export class NotFound extends KithError {
  constructor(message: string, detail: ErrorDetail = {}) {
    super(message, { ...detail, code: detail.code ?? 'not-found' })
  }
}

/**
 * This person may not. Pages answer 404 and not 403, since to know that a record exists is already
 * to know something.
 */
export class NotAllowed extends KithError {
  constructor(message: string, detail: ErrorDetail = {}) {
    super(message, { ...detail, code: detail.code ?? 'not-allowed' })
  }
}

/** Somebody or something else got there first: a lock, a version, a double submit. Pages answer 409. */
export class Conflict extends KithError {
  constructor(message: string, detail: ErrorDetail = {}) {
    super(message, { ...detail, code: detail.code ?? 'conflict' })
  }
}

/** Something that we depend on does not answer now: the database, a disk, a service. Pages answer 503. */
export class Unavailable extends KithError {
  constructor(message: string, detail: ErrorDetail = {}) {
    super(message, { ...detail, code: detail.code ?? 'unavailable' })
  }
}

/** `education-20261101.csv, line 12, column 7`, for printing after a message; empty without a place. */
export function describePlace(where: ErrorPlace | undefined): string {
  if (where === undefined) return ''
  const parts: string[] = []
  if (where.file !== undefined) parts.push(where.file)
  if (where.line !== undefined) parts.push(`line ${where.line}`)
  if (where.column !== undefined) parts.push(`column ${where.column}`)
  if (where.field !== undefined) parts.push(`field ${where.field}`)
  return parts.join(', ')
}
