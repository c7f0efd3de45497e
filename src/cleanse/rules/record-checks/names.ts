import type { RecordCheck } from '../finding.ts'

/** A question mark, a replacement character or a figure in a name: letters that a system could not hold. */
export const unreadableName: RecordCheck = {
  kinds: ['person'],
  check(record) {
    if (record.kind !== 'person') return []
    const broken = record.content.names
      .flatMap(({ family, given }) => [family, given])
      .filter(
        (name) => name !== undefined && /[\uFFFD]|\p{L}\?|\?\p{L}|Ã.|\p{L}\d|\d\p{L}/u.test(name),
      )
    if (broken.length === 0) return []
    const detail = 'A name holds a question mark, a figure or a broken character.'
    return [{ aspect: 'name', detail, rests: broken }]
  },
}
