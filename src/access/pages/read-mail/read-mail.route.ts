import { listMail, type MailRow } from '#platform/mail'
import { definePage, type Page } from '#platform/web'
import { momentWords } from '../../access.words.ts'
import type { AccessSettings } from '../../access-settings.ts'

interface MailModel {
  readonly isDemonstration: boolean
  readonly mails: readonly {
    readonly to: string
    readonly subject: string
    readonly queued: string
    readonly state: string
    /** In a demonstration alone: in truth the links in it are for their reader's eyes only. */
    readonly paragraphs: readonly { readonly text: string; readonly href: string | undefined }[]
  }[]
}

/** What Kith has mailed, for whoever looks after the service; with its text where nothing is really sent. */
export function readMailPages({ isDemonstration }: AccessSettings): Page[] {
  return [
    definePage<MailModel, 'access.mail.read'>({
      method: 'GET',
      path: '/mail',
      permission: 'access.mail.read',
      audit: { event: 'access.mail.listed', people: () => [] },
      async handle({ database: { db } }) {
        const isDemo = isDemonstration === true
        const mails = (await listMail(db, 100)).map((row) => mailItem(row, isDemo))
        return { template: 'read-mail/read-mail.njk', model: { isDemonstration: isDemo, mails } }
      },
    }),
  ]
}

function mailItem(row: MailRow, showsText: boolean): MailModel['mails'][number] {
  const paragraphs = showsText ? (row.text ?? '').split('\n\n').filter((one) => one !== '') : []
  return {
    to: row.recipient,
    subject: row.subject,
    queued: momentWords(row.queuedAt),
    state: stateOf(row),
    paragraphs: paragraphs.map((text) => ({
      text,
      href: /^https?:\/\/\S+$/.test(text) ? text : undefined,
    })),
  }
}

function stateOf({ sentAt, attempts, lastError }: MailRow): string {
  if (sentAt) return `Sent on ${momentWords(sentAt)}`
  return attempts === 0 ? 'Waiting' : `Waiting after ${attempts} attempts (${lastError})`
}
