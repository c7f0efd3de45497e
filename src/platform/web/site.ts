import type { Reader, ReaderSession } from './page.ts'

/** One entry of the service navigation, given by a module and shown to those who may open it. */
export interface NavigationItem {
  readonly text: string
  readonly href: `/${string}`
  readonly permission: string
}

/** What the layout needs beside a page's model; templates see it as `site`. */
export interface Site {
  readonly product: string
  readonly council: string | undefined
  /** Where the style sheet, scripts and icon are: `/assets/<digest>`. */
  readonly assets: string
  readonly navigation: readonly { text: string; href: string; isCurrent: boolean }[]
  /** The items of the end of the navigation, for someone signed in. */
  readonly reader: { displayName: string; organisation: string } | undefined
  /** What the reader may do, for links that only some may follow. */
  readonly permissions: readonly string[]
  /** When the session ends, for the warning before it; undefined where nobody is signed in. */
  readonly session: SessionEnd | undefined
  /** When the page was made, in London, for paper: `21 November 2026 at 09:45`. */
  readonly shownAt: string
}

/** The end of a session in words, and in milliseconds from now for the script that warns of it. */
export interface SessionEnd {
  /** In London, `09:45`. */
  readonly at: string
  readonly inMilliseconds: number
  /** Whether asking for another page puts the end off. */
  readonly canBePutOff: boolean
  /** Where to sign in again and come back from: `/sign-in?next=…`. */
  readonly comeBack: string
  /** Tells readers apart without saying who they are. */
  readonly reader: string
}

/** The parts of a site that stay the same from request to request. */
export interface SiteParts {
  readonly council: string | undefined
  readonly assets: string
  readonly navigation: readonly NavigationItem[]
}

/** The site as this reader sees it at this path (without query) at this moment. */
export function siteFor(
  parts: SiteParts,
  path: string,
  reader: Reader | undefined,
  now: Date,
): Site {
  return {
    product: 'Kith',
    council: parts.council,
    assets: parts.assets,
    navigation: allowedItems(parts.navigation, reader).map(({ text, href }) => ({
      text,
      href,
      isCurrent: path === href || path.startsWith(`${href}/`),
    })),
    reader: reader && { displayName: reader.displayName, organisation: reader.organisation },
    permissions: [...(reader?.permissions ?? [])],
    session: reader?.session && sessionEnd(reader, reader.session, path, now),
    shownAt: inLondon.format(now),
  }
}

const inLondon = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  dateStyle: 'long',
  timeStyle: 'short',
})

function sessionEnd(reader: Reader, session: ReaderSession, path: string, now: Date): SessionEnd {
  const { endsAt, endsForGoodAt } = session
  return {
    at: timeInLondon.format(endsAt),
    inMilliseconds: Math.max(0, endsAt.getTime() - now.getTime()),
    canBePutOff: endsAt < endsForGoodAt,
    comeBack: `/sign-in?next=${encodeURIComponent(path)}`,
    reader: reader.accountId,
  }
}

const timeInLondon = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeStyle: 'short',
})

/** The navigation items that the reader may open. */
export function allowedItems(
  items: readonly NavigationItem[],
  reader: Reader | undefined,
): NavigationItem[] {
  return items.filter((item) => reader?.permissions.has(item.permission) === true)
}
