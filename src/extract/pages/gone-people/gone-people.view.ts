import { formatDate } from '#kernel'
import type { GonePerson } from '../../data/gone.queries.ts'
import type { Feed } from '../../feeds/read-feeds.ts'
import { goneReason, goneReasons } from '../../rules/gone-reasons.ts'
import { extractPaths, gonePath } from '../extract.paths.ts'
import { londonMoment } from '../london-moment.ts'

/** How many are listed at once: a form of thousands is nobody's work of one sitting. */
export const listedAtOnce = 100

/** Somebody who is gone, by the source's own key: a steward sees no child's page. */
export interface GoneRow {
  readonly key: string
  readonly since: string
  readonly note: string
  readonly isChosen: boolean
}

/** Somebody whose being gone has been explained. */
export interface ExplainedRow {
  readonly key: string
  readonly since: string
  readonly reason: string
  readonly given: string
  readonly isMasked: boolean
}

/** What was typed into the form, as it was typed. */
export interface GoneForm {
  readonly keys: readonly string[]
  readonly reason: string
}

/** Everything that the page prints. */
export interface GonePeopleModel {
  readonly feed: string
  readonly sourceName: string
  readonly count: number
  readonly rows: readonly GoneRow[]
  readonly explained: readonly ExplainedRow[]
  readonly explainedCount: number
  readonly reasons: readonly { value: string; text: string; hint: string; checked: boolean }[]
  readonly done: string | undefined
  readonly errors: readonly { readonly text: string; readonly href: string }[]
  readonly errorFor: Readonly<Record<string, string>>
  readonly action: string
  readonly undoAction: string
  readonly listHref: string
  /** What was decided, for the access log. */
  readonly decided: GoneForm
}

/** What the page is made of. */
export interface GonePeopleParts {
  readonly feed: Pick<Feed, 'feed' | 'source'>
  readonly gone: readonly GonePerson[]
  readonly explained: readonly GonePerson[]
  readonly form?: GoneForm
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
  readonly done?: string | undefined
}

const nothingTyped: GoneForm = { keys: [], reason: '' }

/** The page's model. */
export function gonePeopleModel({
  feed,
  gone,
  explained,
  form = nothingTyped,
  errors = [],
  done,
}: GonePeopleParts): GonePeopleModel {
  const action = gonePath(feed.feed)
  const shown = gone.slice(0, listedAtOnce)
  // The first box of the list is what an error about the list leads to.
  const hrefs: Readonly<Record<string, string>> = { keys: '#key-1', reason: '#reason' }
  return {
    feed: feed.feed,
    sourceName: feed.source,
    count: gone.length,
    rows: shown.map((person) => ({
      key: person.personKey,
      since: formatDate(person.sinceOn),
      note: person.isErased ? 'Erased at the source’s wish' : '',
      isChosen: form.keys.includes(person.personKey),
    })),
    explained: explained.slice(0, listedAtOnce).map(explainedRow),
    explainedCount: explained.length,
    reasons: goneReasons.map(({ code, words, keepsMasked }) => ({
      value: code,
      text: words,
      hint: keepsMasked ? 'Whereabouts stay masked' : '',
      checked: code === form.reason,
    })),
    done,
    errors: errors.map(({ field, message }) => ({ text: message, href: hrefs[field] ?? '#key-1' })),
    errorFor: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    action,
    undoAction: `${action}/undo`,
    listHref: extractPaths.sources,
    decided: form,
  }
}

function explainedRow({ personKey, sinceOn, reason = '', givenAt }: GonePerson): ExplainedRow {
  const known = goneReason(reason)
  return {
    key: personKey,
    since: formatDate(sinceOn),
    reason: known?.words ?? reason,
    given: givenAt ? londonMoment(givenAt) : 'Not recorded',
    isMasked: known?.keepsMasked ?? true,
  }
}
