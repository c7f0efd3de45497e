import { expect, test } from 'vitest'
import { testRules } from '../../testing/test-rules.ts'
import { minutesSaved, scoreLines } from './scoreboard.view.ts'

const book = testRules()
const score = {
  feed: 'health',
  sourceName: 'Health',
  open: 1200,
  medianDays: 1,
  oldestDays: 40,
  opened: 10,
  closed: 30,
  medianRepairDays: null,
  returned: 2,
  minutesSaid: 30,
  answersTimed: 3,
  answers: 6,
}

test('time saved is what finding and checking would have taken, for what has closed', () => {
  const closed = [
    { feed: 'health', rule: 'likely-duplicate', opened: 50, closed: 10 },
    { feed: 'health', rule: 'no longer a rule', opened: 1, closed: 1 },
  ]
  // Ten minutes to find each of ten, and two to check each of eleven.
  expect(minutesSaved(closed, book)).toBe(122)
})

test.each([
  [{}, '1 hours, of 3 of 6 answers'],
  [{ answers: 0, answersTimed: 0, minutesSaid: 0 }, 'No answers yet'],
  [{ answersTimed: 0, minutesSaid: 0 }, 'Not said in 6 answers'],
])('time spent is carried over to answers that did not say: %j', (over, spent) => {
  const [line] = scoreLines([{ ...score, ...over }], [], book)
  expect(line?.spent).toBe(spent)
})

test('days are in words, and nothing is not nought', () => {
  const [line] = scoreLines([score], [], book)
  expect(line).toMatchObject({
    open: '1,200',
    age: '1 day',
    oldest: '40 days',
    repair: 'None',
    saved: '0 minutes',
  })
})
