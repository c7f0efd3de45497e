import type { RestrictedPeople } from '#access'
import { bindShield, findHidden, hiddenPeople, readChild } from '#store'

/** What access asks of the store about people who are shielded, or are to be. */
export function restrictedPeople(today: () => string): RestrictedPeople {
  return {
    async find(db, grants, reference) {
      const record = await readChild(db, grants, reference, today())
      if (record === undefined) return undefined
      const parts = [record.given, record.family].map((part) => ('blank' in part ? '' : part.value))
      const name = parts.filter((part) => part !== '').join(' ') || 'Name not recorded'
      return { personId: record.personId, reference: record.reference, name }
    },
    bind: bindShield,
    findHidden,
    list: hiddenPeople,
  }
}
