import type { FastifyRequest } from 'fastify'
import type { Handle } from '#platform/db'
import type { Reader } from './page.ts'

/** One row of the access log, as the page contract hands it over. */
export interface AccessEntry {
  /** Past tense, `view.child.read`. */
  readonly event: string
  /** Undefined before sign-in. */
  readonly account: string | undefined
  readonly organisation: string | undefined
  readonly role: string | undefined
  /** References of the people shown. */
  readonly people: readonly string[]
  /** What was asked for. */
  readonly criteria: Readonly<Record<string, string>>
  /** Shown or done; not permitted; or gone wrong on the way. */
  readonly outcome: 'allowed' | 'refused' | 'failed'
  /** Ties the row to the program's log and to the incident reference on an error page. */
  readonly requestId: string
  /** Where the request came from. */
  readonly address: string
}

/** Writes one access log row with the handle given, so inside its transaction. Throws when it cannot. */
export type RecordAccess = (db: Handle, entry: AccessEntry) => Promise<void>

/** Who sent a request; undefined when nobody is signed in. */
export type ReaderOf = (request: FastifyRequest) => Promise<Reader | undefined>

/**
 * Keeps a form that was sent when its reader had to sign in again first. Answers the page that brings
 * it back; undefined where there is nobody to keep it for.
 */
export type KeepForm = (db: Handle, request: FastifyRequest) => Promise<string | undefined>

/** Tells the database, for the handle's transaction alone, who reads: what is shown depends on it. */
export type AnnounceReader = (db: Handle, reader: Reader) => Promise<void>
