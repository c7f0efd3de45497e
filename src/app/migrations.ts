import { accessMigrations } from '#access'
import { cleanseMigrations } from '#cleanse'
import { extractMigrations } from '#extract'
import { matchMigrations } from '#match'
import { type Migration, platformMigrations, readMigrations } from '#platform/db'
import { retentionMigrations } from '#retention'
import { storeMigrations } from '#store'

/** Every module's migrations, in the order in which they are applied. */
export function migrations(): Migration[] {
  return readMigrations([
    platformMigrations,
    accessMigrations,
    extractMigrations,
    matchMigrations,
    storeMigrations,
    retentionMigrations,
    cleanseMigrations,
  ])
}
