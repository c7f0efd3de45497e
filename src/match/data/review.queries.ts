import { sql } from 'kysely'
import type { RecordKind } from '#extract'
import type { Explanation } from '#linkage'
import type { Handle } from '#platform/db'
import type { ReviewAnswer } from '../review/settle.ts'

/** An open question as the queue shows it: nothing of a record, only what it is about. */
export interface OpenReview {
  readonly reviewId: string
  readonly kind: 'pair' | 'doubt' | 'sample' | 'weak-link'
  readonly feedA: string
  readonly feedB: string
  readonly sourceA: string
  readonly sourceB: string
  readonly probability: number | null
  readonly explanation: Explanation | null
  readonly records: number
  readonly riskKinds: readonly string[]
  readonly openedAt: Date
  readonly daysWaiting: number
  readonly claimedBy: string | null
  readonly isRestricted: boolean
  readonly personA: string | null
  readonly personB: string | null
  /** How many have answered, where more than one is asked. */
  readonly answers: number
}

/** Who asks: their account, and whether they may see restricted records. */
export interface Reviewing {
  readonly accountId: string
  readonly maySeeRestricted: boolean
}

/** A claim is given up after so many minutes. */
const claimMinutes = 30

const isRestricted = sql<boolean>`(
  exists (select from match.restricted_person_v1 p where p.person_id in (a.person_id, b.person_id))
  or exists (select from match.restricted_record_v1 x
             where (x.feed, x.person_key) in ((r.feed_a, r.key_a), (r.feed_b, r.key_b))))`

const openedColumns = sql`
  r.review_id as "reviewId", r.kind, r.feed_a as "feedA", r.feed_b as "feedB",
  coalesce(fa.source_name, r.feed_a) as "sourceA", coalesce(fb.source_name, r.feed_b) as "sourceB",
  r.probability, r.explanation, r.records, r.risk_kinds as "riskKinds", r.opened_at as "openedAt",
  extract(day from now() - r.opened_at)::integer as "daysWaiting",
  case when r.claimed_at > now() - make_interval(mins => ${claimMinutes}) then r.claimed_by end as "claimedBy",
  ${isRestricted} as "isRestricted", a.person_id as "personA", b.person_id as "personB",
  (select count(*) from match.answer w where w.review_id = r.review_id and w.undone_at is null)::integer as answers`

const joined = sql`
  match.review r
  left join extract.feed_v1 fa on fa.feed = r.feed_a
  left join extract.feed_v1 fb on fb.feed = r.feed_b
  left join match.current_link_v1 a on a.feed = r.feed_a and a.person_key = r.key_a
  left join match.current_link_v1 b on b.feed = r.feed_b and b.person_key = r.key_b`

/**
 * The open questions that this reviewer may answer and has not answered yet. One that is about a
 * restricted record is there only for whoever may see such records, and for nobody else counted.
 */
export async function openReviewsFor(db: Handle, who: Reviewing): Promise<OpenReview[]> {
  const { rows } = await sql<OpenReview>`
    select * from (select ${openedColumns} from ${joined}
      where r.closed_at is null and not exists (
        select from match.answer w
        where w.review_id = r.review_id and w.account = ${who.accountId} and w.undone_at is null)) o
    where ${who.maySeeRestricted}::boolean or not o."isRestricted"`.execute(db)
  return rows
}

/** A question with the two records that it compares. */
export interface ReviewFaces extends OpenReview {
  readonly keyA: string
  readonly keyB: string
  readonly referenceA: string | null
  readonly referenceB: string | null
  readonly openedBecause: string | null
  readonly outcome: ReviewAnswer | 'gone' | null
}

/** One question; undefined where there is none, or the reader may not know of it. */
export async function reviewById(
  db: Handle,
  reviewId: string,
  who: Reviewing,
): Promise<ReviewFaces | undefined> {
  const { rows } = await sql<ReviewFaces>`
    select ${openedColumns}, r.key_a as "keyA", r.key_b as "keyB",
           pa.reference as "referenceA", pb.reference as "referenceB",
           r.opened_because as "openedBecause", r.outcome
    from ${joined}
    left join match.person pa on pa.person_id = a.person_id
    left join match.person pb on pb.person_id = b.person_id
    where r.review_id = ${reviewId}`.execute(db)
  const [row] = rows
  return row && (who.maySeeRestricted || !row.isRestricted) ? row : undefined
}

/** A record on one of the two sides. */
export interface SideRecord {
  readonly side: 'a' | 'b' | 'both'
  readonly feed: string
  readonly personKey: string
}

/**
 * The records that each side stands for: those that somebody named; else the people that the two
 * records are of. Where both are of one person already, only the two are compared, and the others
 * that are joined to both are `both`.
 */
export async function sidesOf(db: Handle, review: ReviewFaces): Promise<SideRecord[]> {
  const { rows } = await sql<SideRecord>`
    with named as (
      select side, feed, person_key from match.review_side where review_id = ${review.reviewId}
    )
    select side, feed, person_key as "personKey" from named
    union
    select case when (l.feed, l.person_key) = (${review.feedA}, ${review.keyA}) then 'a'
                when (l.feed, l.person_key) = (${review.feedB}, ${review.keyB}) then 'b'
                when ${review.personA}::uuid = ${review.personB}::uuid then 'both'
                when l.person_id = ${review.personA}::uuid then 'a' else 'b' end,
           l.feed, l.person_key
    from match.current_link_v1 l
    where not exists (select from named)
      and l.person_id in (${review.personA}::uuid, ${review.personB}::uuid)
    order by 1, 2, 3`.execute(db)
  return rows
}

/** What a source holds of a person, as a page of records shows it. */
export interface HeldRecord {
  readonly feed: string
  readonly personKey: string
  readonly kind: RecordKind
  readonly content: Readonly<Record<string, unknown>>
  readonly sourceName: string
  /** The day of the source's last good extract, `YYYY-MM-DD`: it still held this then. */
  readonly asOf: string
}

/** All that the sources hold in force of these persons. */
export async function heldRecords(
  db: Handle,
  of: readonly { readonly feed: string; readonly personKey: string }[],
): Promise<HeldRecord[]> {
  const { rows } = await sql<HeldRecord>`
    select r.feed, r.person_key as "personKey", r.kind, r.content,
           coalesce(f.source_name, r.feed) as "sourceName",
           coalesce((f.last_extract_at at time zone 'Europe/London')::date, r.recorded_on)::text as "asOf"
    from unnest(${of.map(({ feed }) => feed)}::text[], ${of.map(({ personKey }) => personKey)}::text[])
      as o (feed, person_key)
    join extract.current_record_v1 r on r.feed = o.feed and r.person_key = o.person_key
    left join extract.feed_freshness_v1 f on f.feed = r.feed
    order by r.feed, r.person_key, r.kind, r.record_key`.execute(db)
  return rows
}

/** Says that somebody is looking at a question, unless somebody else is. */
export async function claimReview(db: Handle, reviewId: string, accountId: string): Promise<void> {
  await sql`
    update match.review set claimed_by = ${accountId}, claimed_at = now()
    where review_id = ${reviewId} and closed_at is null
      and (claimed_by is null or claimed_by = ${accountId}
           or claimed_at <= now() - make_interval(mins => ${claimMinutes}))`.execute(db)
}

/** An answer that was given, for the list of decisions. */
export interface GivenAnswer {
  readonly reviewId: string
  readonly account: string
  readonly answer: ReviewAnswer
  readonly reason: string
  readonly words: string | null
  readonly answeredAt: Date
  readonly undoneAt: Date | null
  readonly sourceA: string
  readonly sourceB: string
  readonly outcome: ReviewAnswer | 'gone' | null
  readonly isRestricted: boolean
}

/** The latest answers, newest first, of one reviewer or of all. */
export async function givenAnswers(
  db: Handle,
  who: Reviewing,
  { ofAccount, limit }: { readonly ofAccount?: string; readonly limit: number },
): Promise<GivenAnswer[]> {
  const { rows } = await sql<GivenAnswer>`
    select * from (
      select w.review_id as "reviewId", w.account, w.answer, w.reason, w.words,
             w.answered_at as "answeredAt", w.undone_at as "undoneAt",
             coalesce(fa.source_name, r.feed_a) as "sourceA", coalesce(fb.source_name, r.feed_b) as "sourceB",
             r.outcome, ${isRestricted} as "isRestricted"
      from match.answer w
      join ${joined} on r.review_id = w.review_id
      where ${ofAccount ?? null}::uuid is null or w.account = ${ofAccount ?? null}::uuid) g
    where ${who.maySeeRestricted}::boolean or not g."isRestricted"
    order by "answeredAt" desc limit ${limit}`.execute(db)
  return rows
}
