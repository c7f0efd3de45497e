import type { Feed } from '#extract'
import { type SourceAttribute, storeAttributes } from '#store'

/** Trust in a source for what its definition says nothing of. */
const ordinaryTrust = 50

/** Which source gives which attribute of a person, and how far it is trusted for it, from the feed definitions. */
export function sourceAttributes(feeds: readonly Feed[]): SourceAttribute[] {
  return feeds.flatMap(({ feed, trust, records }) => {
    const given = new Set(
      records.flatMap(({ kind, fields }) => (kind === 'person' ? Object.keys(fields) : [kind])),
    )
    const trustIn = (name: string) =>
      Object.entries(trust).find(([attribute]) => attribute === name)?.[1] ?? ordinaryTrust
    const ofPerson = storeAttributes.flatMap((attribute) => {
      const field = attribute === 'name' ? 'names' : attribute
      return given.has(field) ? [{ feed, attribute, trust: trustIn(field) }] : []
    })
    const kinds = ['address', 'relationship', 'involvement', 'indicator', 'event']
    const ofKinds = kinds
      .filter((kind) => given.has(kind))
      .map((kind) => ({ feed, attribute: kind, trust: trustIn(kind) }))
    return [...ofPerson, ...ofKinds]
  })
}
