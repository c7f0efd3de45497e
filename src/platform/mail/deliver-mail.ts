import nodemailer from 'nodemailer'
import { type Database, inTransaction } from '#platform/db'
import { dropOldMail, type Mail, markFailed, markSent, nextDueMail } from './data/mail.queries.ts'

/** Hands one mail to a mail server. Throws when it does not take it. */
export type SendMail = (mail: Mail) => Promise<void>

/** Sends by SMTP. @param url `smtp://user:password@host:587`, `smtps://…` @param from the sender */
export function smtpSender(url: string, from: string): SendMail {
  const transport = nodemailer.createTransport(url, { from })
  return async ({ to, subject, text }) => {
    // As an object, so that a comma or a line break in it can never be a second recipient or header.
    await transport.sendMail({ to: { name: '', address: to }, subject, text })
  }
}

/** A mail that has lain so long is of no use any more. */
const keepDays = 100

/**
 * Sends what is due, one mail to a transaction, so that two senders never send the same. A mail that
 * fails is tried again later and later. Answers how many went and how many did not.
 */
export async function deliverMail(
  database: Database,
  send: SendMail,
): Promise<{ sent: number; failed: number }> {
  let [sent, failed] = [0, 0]
  await dropOldMail(database.db, keepDays)
  for (;;) {
    const outcome = await deliverNext(database, send)
    if (outcome === undefined) return { sent, failed }
    if (outcome) sent += 1
    else failed += 1
  }
}

async function deliverNext(database: Database, send: SendMail): Promise<boolean | undefined> {
  return inTransaction(database.db, async (trx) => {
    const mail = await nextDueMail(trx)
    if (mail === undefined) return undefined
    try {
      await send(mail)
    } catch (error) {
      await markFailed(trx, mail.id, codeOf(error), minutesBefore(mail.attempts + 1))
      return false
    }
    await markSent(trx, mail.id)
    return true
  })
}

/** After one failure a minute, then two, four, … at most six hours. */
export function minutesBefore(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 360)
}

/** What a mail server says may quote the mail: only the kind of error is kept. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : error.name
  return 'responseCode' in error ? `${code} ${error.responseCode}` : code
}
