import { z } from 'zod'
import { type Answer, definePage, type Page, safePath } from '#platform/web'
import type { AccessSettings, ConfidentialityAgreement } from '../../access-settings.ts'
import { addAcceptance } from '../../data/account.queries.ts'
import { readForm, type ShownErrors, shownErrors, typedText } from '../access-parts/form.ts'

interface AgreementModel extends ShownErrors {
  readonly agreement: ConfidentialityAgreement
  readonly next: string
}

const template = 'accept-agreement/accept-agreement.njk'
const mustAgree = 'Say that you accept the agreement, or sign out'

/** The joint confidentiality agreement: whoever has not accepted the version in force sees nothing else. */
export function acceptAgreementPages({ agreement }: AccessSettings): Page[] {
  if (agreement === undefined) return []
  const form = z.object({
    accept: z.literal('yes', mustAgree),
    version: z.literal(agreement.version, 'The agreement has changed. Read it again'),
  })
  return [
    definePage<AgreementModel, 'signed-in'>({
      method: 'GET',
      path: '/agreement',
      permission: 'signed-in',
      isOpenFirst: true,
      audit: { event: 'access.agreement.read', people: () => [] },
      async handle({ request }) {
        const next = safePath(typedText(request.query, 'next'))
        return { template, model: { agreement, next, ...shownErrors() } }
      },
    }),
    definePage<AgreementModel, 'signed-in'>({
      method: 'POST',
      path: '/agreement',
      permission: 'signed-in',
      isOpenFirst: true,
      audit: {
        event: 'access.agreement.accepted',
        people: () => [],
        criteria: () => ({ version: agreement.version }),
      },
      async handle({ database, request, reader }): Promise<Answer<AgreementModel>> {
        const next = safePath(typedText(request.body, 'next'))
        const read = readForm(form, request.body)
        const model = { agreement, next, ...shownErrors(read.isComplete ? [] : read.errors) }
        if (!read.isComplete) return { template, status: 400, outcome: 'refused', model }
        await addAcceptance(database.db, reader.accountId, agreement.version)
        return { redirect: next, model }
      },
    }),
  ]
}
