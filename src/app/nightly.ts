import { type AccountReview, lodgeHead, reviewAccounts } from '#access'
import { mailReports, readRuleBook } from '#cleanse'
import { readFeeds } from '#extract'
import { deliverMail, smtpSender } from '#platform/mail'
import { todayInLondon } from '#platform/web'
import type { Home } from './open-home.ts'

/**
 * What is done every night beside the pipeline: accounts are looked at, the access log's head is lodged
 * outside the database, and waiting mail goes out.
 */
export async function lookAfterAccess(home: Home): Promise<AccountReview> {
  const { config, database, log } = home
  const review = await reviewAccounts(database, {
    today: config.today ?? todayInLondon(),
    unusedDays: config.unusedAccountDays,
    baseUrl: config.baseUrl,
  })
  const head = await lodgeHead(database.db, config.auditHeadsDir)
  const day = config.today ?? todayInLondon()
  const reportsMailed = await mailReports(database, {
    book: readRuleBook(config.qualityRulesFile, day),
    owners: readFeeds(config.feedsDir),
    today: day,
    baseUrl: config.baseUrl,
  })
  const mail = config.smtpUrl
    ? await deliverMail(database, smtpSender(config.smtpUrl, config.mailFrom))
    : undefined
  log.info({ ...review, reportsMailed, lodgedRow: head?.id, ...mail }, 'accounts looked after')
  return review
}
