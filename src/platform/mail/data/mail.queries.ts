import { type Generated, sql } from 'kysely'
import { type Handle, only } from '#platform/db'

interface MailTables {
  'platform.mail': {
    mail_id: Generated<number>
    recipient: string
    subject: string
    text: string | null
    queued_at: Generated<Date>
    sent_at: Date | null
    attempts: Generated<number>
    due_at: Generated<Date>
    last_error: string | null
  }
}

/** A mail in plain text. It never names a child or anything of one: it says where to sign in and look. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** A mail as the outbox shows it. */
export interface MailRow {
  readonly id: number
  readonly recipient: string
  readonly subject: string
  readonly text: string | null
  readonly queuedAt: Date
  readonly sentAt: Date | null
  readonly attempts: number
  readonly lastError: string | null
}

/**
 * Puts a mail in the outbox, within the handle's transaction.
 *
 * @param isReal false runs the same statement and keeps nothing, where nobody must find out by the time
 * that it takes whether there was somebody to write to
 */
export async function queueMail(db: Handle, mail: Mail, isReal = true): Promise<void> {
  await sql`insert into platform.mail (recipient, subject, text)
    select ${mail.to}, ${mail.subject}, ${mail.text} where ${isReal}::boolean`.execute(db)
}

/** The mail of a hundred days at most, newest first. */
export async function listMail(db: Handle, limit: number): Promise<MailRow[]> {
  return only<MailTables>(db)
    .selectFrom('platform.mail')
    .select([
      'mail_id as id',
      'recipient',
      'subject',
      'text',
      'queued_at as queuedAt',
      'sent_at as sentAt',
      'attempts',
      'last_error as lastError',
    ])
    .orderBy('mail_id', 'desc')
    .limit(limit)
    .execute()
}

/** The next mail that is due, locked for this transaction; undefined for none. */
export async function nextDueMail(
  db: Handle,
): Promise<(Mail & { id: number; attempts: number }) | undefined> {
  const row = await only<MailTables>(db)
    .selectFrom('platform.mail')
    .select(['mail_id as id', 'recipient as to', 'subject', 'text', 'attempts'])
    .where('sent_at', 'is', null)
    .where('due_at', '<=', sql<Date>`now()`)
    .orderBy('mail_id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row && { ...row, text: row.text ?? '' }
}

/** Notes that a mail has gone, and forgets its text. */
export async function markSent(db: Handle, id: number): Promise<void> {
  await only<MailTables>(db)
    .updateTable('platform.mail')
    .set({ sent_at: new Date(), text: null, last_error: null })
    .where('mail_id', '=', id)
    .execute()
}

/** Notes that a mail could not be sent, and when to try again. */
export async function markFailed(
  db: Handle,
  id: number,
  error: string,
  minutes: number,
): Promise<void> {
  await only<MailTables>(db)
    .updateTable('platform.mail')
    .set({
      attempts: sql<number>`attempts + 1`,
      last_error: error,
      due_at: sql<Date>`now() + make_interval(mins => ${minutes})`,
    })
    .where('mail_id', '=', id)
    .execute()
}

/** Takes out what was queued or sent more than so many days ago. */
export async function dropOldMail(db: Handle, days: number): Promise<void> {
  await only<MailTables>(db)
    .deleteFrom('platform.mail')
    .where('queued_at', '<', sql<Date>`now() - make_interval(days => ${days})`)
    .execute()
}
