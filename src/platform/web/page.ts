import type { FastifyRequest } from 'fastify'
import type { Database } from '#platform/db'

/** Who is signed in, as far as pages need to know. */
export interface Reader {
  readonly accountId: string
  readonly displayName: string
  readonly organisation: string
  readonly role: string
  readonly permissions: ReadonlySet<string>
  /** What the organisation is called; its key stands in `organisation`. */
  readonly organisationName?: string
  /** The session that the request came with. */
  readonly session?: ReaderSession
  /** A page to see to before any other: an agreement to accept. */
  readonly mustFirst?: `/${string}` | undefined
}

/** A session, as far as pages need to know. */
export interface ReaderSession {
  readonly sessionId: string
  /** When it ends if nothing more is asked for. */
  readonly endsAt: Date
  /** When it ends however busy it is. */
  readonly endsForGoodAt: Date
  /** Whether the reader has shown lately who they are, which grave actions ask for. */
  readonly isConfirmed: boolean
}

/** What a page's handler works with. Its database handle is inside the transaction that logs the read. */
export interface PageContext {
  /** Use `db`: it is the transaction. The pool beside it is outside, and for a page the wrong one. */
  readonly database: Database
  readonly request: FastifyRequest
  /** Present on every page but those whose permission is `public`; there, reading it throws. */
  readonly reader: Reader
  /** Today in Europe/London, `YYYY-MM-DD`. */
  readonly today: string
}

/**
 * One page or form post, as data. Leaving out `permission` or `audit` does not compile. In order:
 * the permission is checked, `handle` builds the model, `audit` names the people whom the model
 * shows, the access log row is written, and only then is anything sent. Without the row nothing is.
 */
export interface Page<Model = unknown, Permission extends string = string> {
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
  /** What the reader must be allowed to do, `view.child.read`; `public` before sign-in. */
  readonly permission: Permission
  readonly audit: {
    /** Past tense, `view.child.read`. */
    readonly event: string
    /** The references of the people that the result shows, for the access log. */
    people(request: FastifyRequest, model: Model): string[]
    /** What was asked for, kept with the row: search criteria, chosen options. */
    criteria?(request: FastifyRequest, model: Model): Record<string, string>
    /** Whose act this was, where only the page itself finds out: signing in. */
    account?(request: FastifyRequest, model: Model): string | undefined
  }
  /** A grave action: the reader must have shown lately who they are, and is asked if not. */
  readonly isGrave?: true
  /** Open also to a reader who must see to another page first. */
  readonly isOpenFirst?: true
  /**
   * Asked first, outside the page's transaction, so that what it counts outlives a failure.
   * Throws `TooManyAttempts` where the request is one too many.
   */
  admit?(request: FastifyRequest): Promise<void>
  handle(context: PageContext): Promise<Answer<Model>>
}

/**
 * What a handler answers: a template with its model, another page to go to, or a file. A template
 * sees the model's own keys at the top, and `site` (what the layout needs) beside them.
 */
export type Answer<Model> = AnswerExtras &
  (
    | { readonly template: string; readonly model: Model; readonly status?: number }
    | { readonly redirect: string; readonly model: Model }
    | {
        readonly file: { readonly name: string; readonly type: string; readonly body: string }
        readonly model: Model
      }
  )

interface AnswerExtras {
  /** Set-Cookie lines to send along. */
  readonly cookies?: readonly string[]
  /** What the access log says of it: `allowed` unless the answer is a refusal, as of a password. */
  readonly outcome?: 'allowed' | 'refused'
}

/** Declares a page: only ties the model's type to the handler's, so that the two can't drift. */
export function definePage<Model, Permission extends string>(
  page: Page<Model, Permission>,
): Page<Model, Permission> {
  return page
}
