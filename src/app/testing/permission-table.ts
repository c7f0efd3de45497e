import { readFileSync } from 'node:fs'
import { roleKeys, roleName } from '#access'
import type { Page } from '#platform/web'

/** What a page is about, which decides whom it opens for. */
export const aboutWords = [
  'nothing',
  'a child',
  'a child, in the log',
  'a child, by reference alone',
  'something',
] as const
export type About = (typeof aboutWords)[number]

/** A row of the table of pages in docs/permissions.md. */
export interface PermissionRow {
  /** `GET /children/:reference` */
  readonly page: string
  readonly permission: string
  readonly openTo: string
  readonly about: string
}

const file = new URL('../../../docs/permissions.md', import.meta.url)

/** The table of pages, as docs/permissions.md has it. */
export function permissionRows(): PermissionRow[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim().replaceAll('`', ''))
      const [, page = '', permission = '', openTo = '', about = ''] = cells
      return /^(GET|POST) \//.test(page) ? [{ page, permission, openTo, about }] : []
    })
}

/** `GET /children/:reference` */
export function pageKey({ method, path }: Pick<Page, 'method' | 'path'>): string {
  return `${method} ${path}`
}

/** The row that a page would have, for whoever adds one to copy; what it is about is theirs to say. */
export function rowFor(page: Page, rolesWith: (permission: string) => readonly string[]): string {
  const about: About = page.path.includes(':reference')
    ? 'a child'
    : /[:*]/.test(page.path)
      ? 'something'
      : 'nothing'
  return `| \`${pageKey(page)}\` | ${page.permission} | ${openTo(page.permission, rolesWith)} | ${about} |`
}

/** Whom a permission opens a page to, in words. */
export function openTo(
  permission: string,
  rolesWith: (permission: string) => readonly string[],
): string {
  if (permission === 'public') return 'Anyone'
  if (permission === 'signed-in') return 'Anyone signed in'
  const names = rolesWith(permission)
  return names.length === roleKeys.length
    ? 'Every role'
    : names.map(roleName).join(', ') || 'Nobody'
}
