import { definePage, type Page } from '#platform/web'

/** Puts the end of a session off, for the warning before it: asking is enough, the answer says until when. */
export const putOffEndPage: Page = definePage({
  method: 'POST',
  path: '/session',
  permission: 'signed-in',
  isOpenFirst: true,
  audit: { event: 'access.session.put-off', people: () => [] },
  async handle({ reader }) {
    const endsAt = reader.session?.endsAt.getTime() ?? 0
    const body = JSON.stringify({ inMilliseconds: Math.max(0, endsAt - Date.now()) })
    return { file: { name: 'session.json', type: 'application/json', body }, model: {} }
  },
})
