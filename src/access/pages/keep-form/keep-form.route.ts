import { definePage, type Page } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { dropKeptForm, keptFormOf } from '../../data/kept-form.queries.ts'
import { type KeptForm, keptFormPath } from '../../keep-form.ts'
import { unseal } from '../../sealing.ts'

interface KeptFormModel {
  readonly form: KeptForm | undefined
}

/** Brings back what was sent when the session had ended: to send it now, or to let it go. */
export function keepFormPages(settings: AccessSettings): Page[] {
  const open = definePage<KeptFormModel, 'signed-in'>({
    method: 'GET',
    path: keptFormPath,
    permission: 'signed-in',
    audit: { event: 'access.kept-form.opened', people: () => [] },
    async handle({ database: { db }, reader }) {
      const sealed = await keptFormOf(db, reader.accountId)
      const form =
        sealed === undefined ? undefined : await unseal<KeptForm>(sealed, settings.secret)
      // Shown once: what is on the page from now on is its reader's to send.
      await dropKeptForm(db, reader.accountId)
      return { template: 'keep-form/kept-form.njk', model: { form } }
    },
  })
  return [open]
}
