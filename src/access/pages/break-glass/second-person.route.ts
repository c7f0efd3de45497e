import { z } from 'zod'
import { NotFound } from '#kernel'
import { queueMail } from '#platform/mail'
import { type Answer, definePage, type Page } from '#platform/web'
import { momentWords } from '../../access.words.ts'
import type { AccessSettings } from '../../access-settings.ts'
import { openBrokenGlass } from '../../actions/open-broken-glass.ts'
import { addressOf, brokenGlasses, decideGlass } from '../../data/broken-glass.queries.ts'
import { glassDecidedMail } from '../../mails.ts'
import { groundWords } from '../../rules/shield-rule.ts'
import { typedText } from '../access-parts/form.ts'

const permission = 'access.glass.agree'

interface WaitingModel {
  readonly waiting: readonly {
    id: string
    name: string
    at: string
    ground: string
    reason: string
  }[]
}

interface DecidedModel {
  readonly state: string
  readonly people: readonly string[]
}

/** Second person: whether somebody of one's own organisation may break the glass. Never oneself. */
export function secondPersonPages(settings: AccessSettings): Page[] {
  return [
    definePage<WaitingModel, typeof permission>({
      method: 'GET',
      path: '/break-glass/waiting',
      permission,
      audit: { event: 'access.glass.waiting-listed', people: () => [] },
      async handle({ database: { db }, reader }) {
        const { accountId: notBy, organisation } = reader
        const waiting = await brokenGlasses(db, { state: 'waiting', notBy, organisation })
        return {
          template: 'break-glass/second-person.njk',
          model: {
            waiting: waiting.map((one) => ({
              id: one.glassId,
              name: one.askedByName,
              at: momentWords(one.askedAt),
              ground: groundWords(one.ground),
              reason: one.reason,
            })),
          },
        }
      },
    }),
    definePage<DecidedModel, typeof permission>({
      method: 'POST',
      path: '/break-glass/:id/decide',
      permission,
      isGrave: true,
      audit: {
        event: 'access.glass.decided',
        people: (_request, { people }) => [...people],
        criteria: (request, { state }) => ({ ...(request.params as { id: string }), state }),
      },
      async handle({ database: { db }, request, reader }): Promise<Answer<DecidedModel>> {
        const { id } = request.params as { id: string }
        const { accountId: by, organisation } = reader
        const [glass] = z.uuid().safeParse(id).success
          ? await brokenGlasses(db, { glassId: id, state: 'waiting', notBy: by, organisation })
          : []
        if (glass === undefined) throw new NotFound('Nothing waits for this reader under this id.')
        const state = typedText(request.body, 'decision') === 'agree' ? 'agreed' : 'refused'
        await decideGlass(db, id, { state, by })
        const opened = state === 'agreed' ? await openBrokenGlass(db, settings, id) : undefined
        const to = await addressOf(db, glass.askedBy)
        if (to !== undefined) await queueMail(db, glassDecidedMail(to, settings.baseUrl))
        const people = opened === undefined ? [] : [opened]
        return { redirect: '/break-glass/waiting', model: { state, people } }
      },
    }),
  ]
}
