import { expect, it } from 'vitest'
import { aChild, none } from '../testing/child-record.factory.ts'
import { childName, listName } from './child-name.ts'

it.each([
  [{}, 'Amina Hartwell'],
  [{ given: none() }, 'Hartwell'],
  [{ family: none() }, 'Amina'],
  [{ given: none(), family: none() }, 'Name not recorded'],
])('names a person %#', (over, name) => {
  expect(childName(aChild(over))).toBe(name)
})

it.each([
  ['Hartwell', 'Amina', 'Hartwell, Amina'],
  ['Hartwell', undefined, 'Hartwell'],
  [undefined, 'Amina', 'Amina'],
  [undefined, undefined, 'Name not recorded'],
])('lists %s and %s as %s', (family, given, name) => {
  expect(listName({ family, given })).toBe(name)
})
