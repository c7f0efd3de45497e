import { addDays, type IsoDate } from '#kernel'
import { workerOf } from '../people/health.ts'
import type { CareCase, Involvement } from '../people/life.ts'
import type { Setting } from '../people/setting.ts'
import { inSuccession } from '../people/span.ts'

/** A case of social care of a child who is looked after from its first day, as planted cases need them. */
export function caseInCare(
  setting: Setting,
  turn: number,
  from: IsoDate,
  details: Partial<CareCase> & { to?: IsoDate | ''; about?: string } = {},
): Involvement {
  const { to = '', about = '', ...care } = details
  const worker = workerOf(setting.institutions.socialWork, turn)
  return {
    agency: 'social-care',
    kind: 'case',
    from,
    to,
    workers: inSuccession([{ from, value: worker }]),
    about,
    care: {
      source: '5C',
      need: 'N1',
      isNoFurtherAction: false,
      assessment: { from, to: addDays(from, 32), factors: [] },
      section47: undefined,
      inNeedPlan: undefined,
      protectionPlan: undefined,
      lookedAfter: { from, to },
      closeReason: to === '' ? '' : 'RC1',
      ...care,
    },
  }
}

/** The number in an id, by which what a family shares is chosen. */
export function turnOf(id: string): number {
  return Number(id.replace(/\D/g, ''))
}
