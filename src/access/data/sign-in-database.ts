import { CamelCasePlugin, type Kysely } from 'kysely'
import type { Handle } from '#platform/db'

/** The handle as better-auth wants it: in our schema, its camelCase names turned into snake_case. */
export function signInDatabase(db: Handle): Kysely<Record<string, never>> {
  return (db as Kysely<Record<string, never>>)
    .withSchema('access')
    .withPlugin(new CamelCasePlugin())
}
