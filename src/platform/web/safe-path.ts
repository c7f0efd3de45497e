/**
 * The path to go to after sign-in, from what a link asked for: only a path of ours, never another
 * site. Anything else answers the fallback.
 */
export function safePath(asked: unknown, fallback = '/'): string {
  if (typeof asked !== 'string' || !asked.startsWith('/')) return fallback
  const ours = 'http://ours.invalid'
  if (!URL.canParse(asked, ours)) return fallback
  const url = new URL(asked, ours)
  // `/.//elsewhere` stays on our origin here but its path alone would name another host.
  if (url.origin !== ours || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search
}
