import { execFileSync } from 'node:child_process'
import { type Stats, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { Unavailable } from '#kernel'

/** The user that PostgreSQL runs as when we are root. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Who the embedded server must run as: nobody in particular for an ordinary user (undefined), the
 * system user `postgres` for root, made where it is missing.
 *
 * @throws Unavailable when we are root and no such user can be made.
 */
export function serverUser(): ServerUser | undefined {
  if (process.platform === 'win32' || userInfo().uid !== 0) return undefined
  return idsOf('postgres') ?? makeUser()
}

function makeUser(): ServerUser {
  for (const [command, args] of [
    ['useradd', ['--system', '--user-group', '--no-create-home', 'postgres']],
    ['adduser', ['-S', '-D', '-H', 'postgres']],
  ] as const) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
      break
    } catch {
      // The next command is the other family of systems' way.
    }
  }
  const made = idsOf('postgres')
  if (made) return made
  throw new Unavailable('PostgreSQL will not run as root, and no user `postgres` could be made.', {
    fix: 'Run Kith as an ordinary user, or make a system user `postgres`.',
  })
}

function idsOf(name: string): ServerUser | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/** Whether the user may walk down to the folder: search permission on it and on each parent. */
export function canReach(folder: string, user: ServerUser): boolean {
  for (let at = folder; ; at = dirname(at)) {
    let stat: Stats | undefined
    try {
      stat = statSync(at)
    } catch {
      // Not there yet: it will be made inside a parent, which is what counts.
    }
    if (stat && !maySearch(stat, user)) return false
    if (dirname(at) === at) return true
  }
}

function maySearch(stat: Stats, user: ServerUser): boolean {
  if (stat.uid === user.uid) return (stat.mode & 0o100) !== 0
  if (stat.gid === user.gid) return (stat.mode & 0o010) !== 0
  return (stat.mode & 0o001) !== 0
}
