import type { IsoDate } from '#kernel'
import { type Database, inTransaction } from '#platform/db'
import { queueMail } from '#platform/mail'
import { countBySource } from './data/exception.queries.ts'
import { changesSince, listSchedules, noteSent } from './data/schedule.queries.ts'
import { sourcePath } from './pages/cleanse.paths.ts'
import type { SourceOwner } from './pages/cleanse-parts.ts'
import { exceptionMail, isMailDay } from './rules/mail-day.ts'
import type { RuleBook } from './rules/rule-book.ts'

/** What mailing needs: the rules' own schedule, who the stewards are, the day and the portal's address. */
export interface MailReportsOptions {
  readonly book: RuleBook
  readonly owners: readonly SourceOwner[]
  readonly today: IsoDate
  readonly baseUrl: string
}

/**
 * Puts a mail into the outbox for each source whose steward is due one, and whose list has something
 * in it or has lost something. The list itself stays behind the sign-in: a mail holds counts and its
 * address. Answers how many mails.
 */
export async function mailReports(
  database: Database,
  options: MailReportsOptions,
): Promise<number> {
  const { book, owners, today, baseUrl } = options
  return inTransaction(database.db, async (trx) => {
    const schedules = new Map((await listSchedules(trx)).map((row) => [row.feed, row]))
    let sent = 0
    for (const source of await countBySource(trx)) {
      const steward = owners.find(({ feed }) => feed === source.feed)?.steward
      const schedule = schedules.get(source.feed)
      const every = schedule?.every ?? book.reports.every
      const last = schedule?.lastSentOn ?? undefined
      if (steward === undefined || !isMailDay(every, last, today)) continue
      const changes = await changesSince(trx, source.feed, last ?? null)
      const isNews = every === 'day' ? changes.opened > 0 : source.toDo + changes.closed > 0
      if (!isNews) continue
      const href = `${baseUrl}${sourcePath(source.feed)}`
      await queueMail(trx, { to: steward.email, ...exceptionMail({ ...source, ...changes, href }) })
      await noteSent(trx, source.feed, today)
      sent += 1
    }
    return sent
  })
}
