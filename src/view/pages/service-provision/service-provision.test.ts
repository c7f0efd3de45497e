import { describe, expect, it } from 'vitest'
import {
  aChild,
  anIndicator,
  anInvolvement,
  emptyLists,
  from,
  none,
  today,
} from '../../testing/child-record.factory.ts'
import { period, serviceProvisionModel, serviceRows, statusRows } from './service-provision.view.ts'

describe('period', () => {
  const source = from('education')
  it.each([
    ['2022-09-05', undefined, true, '5 September 2022', 'Current: no end recorded'],
    ['2022-09-05', '2026-11-21', true, '5 September 2022', 'Ends 21 November 2026'],
    ['2022-09-05', '2026-11-20', false, '5 September 2022', 'Ended 20 November 2026'],
    [undefined, undefined, true, 'Not recorded by Education', 'Current: no end recorded'],
  ])('%s to %s', (startOn, endOn, isCurrent, start, end) => {
    expect(period({ startOn, endOn, from: source }, today)).toEqual({
      isCurrent,
      start,
      end,
      warning: undefined,
    })
  })

  it('warns of an end before the start, and whom to ask', () => {
    expect(
      period({ startOn: '2022-09-05', endOn: '2022-09-04', from: source }, today).warning,
    ).toBe('The end is before the start: ask Education which is right')
    expect(
      period({ startOn: '2022-09-05', endOn: '2022-09-05', from: source }, today).warning,
    ).toBe(undefined)
  })
})

describe('serviceRows', () => {
  it('puts current services first, newest first, and keeps ended ones as history', () => {
    const rows = serviceRows(
      [
        anInvolvement({ service: 'ended-early', startOn: '2015-01-01', endOn: '2016-01-01' }),
        anInvolvement({ service: 'current-old', startOn: '2020-01-01' }),
        anInvolvement({ service: 'ended-late', startOn: '2014-01-01', endOn: '2024-01-01' }),
        anInvolvement({ service: 'current-undated', startOn: undefined }),
        anInvolvement({ service: 'current-new', startOn: '2025-01-01' }),
      ],
      today,
    )
    expect(rows.map(({ name }) => name)).toEqual([
      'Current new',
      'Current old',
      'Current undated',
      'Ended late',
      'Ended early',
    ])
  })

  it('keeps several rows of one sector', () => {
    const school = anInvolvement()
    const welfare = anInvolvement({ service: 'Education welfare', workerRole: 'EWO' })
    expect(serviceRows([school, welfare], today)).toHaveLength(2)
  })

  it('gives role, phone and what to dial, or which source leaves them out', () => {
    const [full] = serviceRows([anInvolvement()], today)
    expect(full?.contact).toEqual({
      role: 'SENCO',
      name: 'R. Osei',
      phone: '01632 960200',
      tel: '01632960200',
    })
    const bare = { workerRole: undefined, workerName: undefined, workerPhone: undefined }
    const [empty] = serviceRows([anInvolvement(bare)], today)
    expect(empty?.contact).toEqual({
      role: 'Role not recorded by Education',
      name: undefined,
      phone: 'Phone not recorded by Education',
      tel: undefined,
    })
  })

  it('shows a reference beside the service', () => {
    const [row] = serviceRows([anInvolvement({ service: 'social-work', reference: 'SC-1' })], today)
    expect(row).toMatchObject({ name: 'Social work', reference: 'SC-1' })
  })
})

describe('statusRows', () => {
  it('shows CAF and Strengthening Families even when neither is held, with the reason', () => {
    const empty = emptyLists({ indicatorOf: { 'strengthening-families': none('Charity') } })
    expect(statusRows({ indicators: [], empty }, today)).toEqual([
      { kind: 'Common Assessment Framework (CAF)', blank: 'None recorded by Social care' },
      { kind: 'Strengthening Families', blank: 'None recorded by Charity' },
    ])
  })

  it('does not say none where the source that would know is late', () => {
    const late = { blank: 'feed-late' as const, sources: ['Social care'] }
    const [caf] = statusRows({ indicators: [], empty: emptyLists({ indicator: late }) }, today)
    expect(caf).toMatchObject({ blank: 'Not known: the extract from Social care is late' })
  })

  it('shows a held one in its place, however the feed spells it, and others after', () => {
    const indicators = [
      anIndicator({ kind: 'child-protection-plan' }),
      anIndicator({ kind: 'Strengthening_Families' }),
      anIndicator({ kind: 'CAF', endOn: '2025-12-01' }),
      anIndicator({ kind: 'caf', startOn: '2026-01-01' }),
    ]
    const rows = statusRows({ indicators, empty: emptyLists() }, today)
    expect(rows.map((row) => [row.kind, 'blank' in row ? 'blank' : row.end])).toEqual([
      ['Common Assessment Framework (CAF)', 'Current: no end recorded'],
      ['Common Assessment Framework (CAF)', 'Ended 1 December 2025'],
      ['Strengthening Families', 'Current: no end recorded'],
      ['Child protection plan', 'Current: no end recorded'],
    ])
  })
})

describe('serviceProvisionModel', () => {
  it('counts current and ended', () => {
    const model = serviceProvisionModel(
      aChild({ involvements: [anInvolvement(), anInvolvement({ endOn: '2020-01-01' })] }),
      today,
    )
    expect([model.currentCount, model.endedCount]).toEqual([1, 1])
  })

  it('says who was asked where there are no services, and what is late', () => {
    const empty = emptyLists({ involvement: none('Social care', 'Education') })
    const model = serviceProvisionModel(aChild({ involvements: [], empty }), today)
    expect(model.noServices).toBe('None recorded by Social care or Education')
    expect(model.lateNotice).toMatch(/^Police is late/)
  })
})
