import { expect, test } from 'vitest'
import type { PersonContent } from '#extract'
import { type Attribute, candidatesOf } from './candidates.ts'

const quality = (attribute: Attribute, content: Partial<PersonContent>) =>
  candidatesOf({ names: [{ type: 'legal', family: 'Moss' }], isRestricted: false, ...content })
    .filter((candidate) => candidate.attribute === attribute)
    .map((candidate) => candidate.quality)

test.each<[Attribute, Partial<PersonContent>, number]>([
  ['name', {}, 3],
  ['bornOn', { bornOn: '2014-05-03' }, 2],
  ['bornOn', { bornOn: '2014-05-03', bornOnIs: 'approximate' }, 1],
  ['bornOn', { bornOn: '1900-01-01', bornOnIs: 'placeholder' }, 0],
  ['nhsNumber', { nhsNumber: '9990000018' }, 1],
  ['nhsNumber', { nhsNumber: '9990000019' }, 0],
  ['upn', { upn: 'B801200005001' }, 1],
  ['upn', { upn: 'A801200005001' }, 0],
  ['sex', { sex: 'F' }, 1],
  ['sex', { sex: 'U' }, 0],
  ['ethnicity', { ethnicity: 'White British' }, 1],
  ['ethnicity', { ethnicity: 'Not obtained' }, 0],
  ['ethnicity', { ethnicity: 'REFU' }, 0],
  ['gpPractice', { gpPractice: 'Unknown' }, 1],
])('%s of %j has quality %i', (attribute, content, expected) => {
  expect(quality(attribute, content)).toEqual([expected])
})
