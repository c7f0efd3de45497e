import { KithError, Unavailable } from '#kernel'

/** Asked too often in a short time. Pages answer 429 and say when to come back. */
export class TooManyAttempts extends KithError {
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super(message, { code: 'too-many-attempts', fix: 'Wait, then try again.' })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A form was posted from somewhere other than our own pages. Pages answer 403. */
export class ForeignOrigin extends KithError {
  constructor() {
    super('The form was not sent from a page of this service.', {
      code: 'foreign-origin',
      fix: 'Open the page again and send the form from there.',
    })
  }
}

/** The access log could not be written, so that nothing may be shown. Pages answer 503. */
export class LogUnwritable extends Unavailable {
  constructor(cause: unknown) {
    super('The access log cannot be written.', { code: 'log-unwritable', cause })
  }
}
