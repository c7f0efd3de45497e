import { type Openings, type PurposeKey, purposes } from '#access'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import { purposePath } from '../view.paths.ts'
import type { ViewPermission } from '../view.permissions.ts'
import { type DoubtNotice, doubtNotice } from './doubt-notice.ts'
import { type OpenPerson, readPerson } from './read-person.ts'

/** For what the reader looks, as the head of the page says it. */
export interface ShownPurpose {
  readonly name: string
  readonly changeHref: string
}

/** A page about one person: what it shows, once the reader has said why they look. */
interface PersonPage<Model> {
  readonly path: `/${string}`
  readonly event: string
  /** Whom it shows beside the person, for the access log. */
  people?(model: Model): readonly string[]
  /** What was asked for, for the access log beside what for. */
  criteria?(model: Model): Readonly<Record<string, string>>
  show(opened: OpenPerson, context: PageContext): Promise<Answer<Model>> | Answer<Model>
}

type Shown<Model> =
  | (Model & {
      readonly reference: string
      readonly said: PurposeKey
      readonly doubt: DoubtNotice
      readonly purpose: ShownPurpose
    })
  | undefined

/** Declares a page about one person. The access log has for what it was opened. */
export function personPage<Model extends object>(
  { path, event, people, criteria, show }: PersonPage<Model>,
  opens: Openings,
): Page<Shown<Model>, ViewPermission> {
  return definePage<Shown<Model>, ViewPermission>({
    method: 'GET',
    path,
    permission: 'view.child.read',
    audit: {
      event,
      people: (_request, model) =>
        model ? [...new Set([model.reference, ...(people?.(model) ?? [])])] : [],
      criteria: (_request, model) => (model ? { purpose: model.said, ...criteria?.(model) } : {}),
    },
    handle: async (context): Promise<Answer<Shown<Model>>> => {
      const opened = await readPerson(context, opens)
      if ('askAt' in opened) return { redirect: opened.askAt, model: undefined, outcome: 'refused' }
      const { record, purpose: said } = opened
      const answer = await show(opened, context)
      const { reference } = record
      const purpose = shownPurpose(said, reference, context.request.url)
      const doubt = await doubtNotice(context, record)
      return { ...answer, model: { ...answer.model, reference, said, purpose, doubt } }
    },
  })
}

/** For what the reader looks, with where to say otherwise. */
export function shownPurpose(key: PurposeKey, reference: string, back: string): ShownPurpose {
  return { name: purposes[key].name, changeHref: purposePath(reference, back) }
}
