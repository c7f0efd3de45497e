import { expectTypeOf, test } from 'vitest'
import { definePage, type Page } from './page.ts'

const whole = {
  method: 'GET',
  path: '/x',
  permission: 'x.y.read',
  audit: { event: 'x.y.read', people: () => [] },
  handle: async () => ({ template: 'x.njk', model: { count: 1 } }),
} as const

/** The type checker is the test: an expected error that does not come fails `npm run typecheck`. */
test('a page without permission, audit or people does not compile', () => {
  const { permission: _permission, ...noPermission } = whole
  const { audit: _audit, ...noAudit } = whole
  // @ts-expect-error a page must say what its reader must be allowed to do
  definePage(noPermission)
  // @ts-expect-error a page must say what the access log is to hold of it
  definePage(noAudit)
  // @ts-expect-error a page must name the people whom it shows
  definePage({ ...whole, audit: { event: 'x.y.read' } })
  // @ts-expect-error a path begins with a slash
  definePage({ ...whole, path: 'x' })
  expectTypeOf(definePage(whole)).toExtend<Page>()
})

test('the audit of a page knows its model', () => {
  const page = definePage({
    ...whole,
    audit: {
      event: 'x.y.read',
      people: (_request, model: { count: number }) => [`${model.count}`],
    },
  })
  expectTypeOf(page).toEqualTypeOf<Page<{ count: number }, 'x.y.read'>>()
})
