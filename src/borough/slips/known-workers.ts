import type { Involvement, Worker } from '../people/life.ts'
import { delays } from './delays.ts'
import { misspell } from './misspell.ts'
import { heardOf, type Moment } from './moment.ts'

/** A worker as a record names them. */
export interface KnownWorker {
  name: string
  role: string
  email: string
  phone: string
  team: string
  teamPhone: string
}

/** The worker that a record shows for an involvement on the day; undefined where none is allocated. */
export function knownWorker(moment: Moment, involvement: Involvement): KnownWorker | undefined {
  const label = `worker ${involvement.kind} ${involvement.from}`
  const heard = heardOf(moment, involvement.workers, {
    label,
    delay: delays[moment.looked.agency].worker,
    never: 'worker-stale',
  })
  return heard === undefined ? undefined : written(moment, heard.span.value, `${label} ${heard.at}`)
}

function written(moment: Moment, { staff, team }: Worker, label: string): KnownWorker {
  const isWrong = moment.errs('worker-misspelt')
  return {
    name: isWrong ? misspell(moment.draws.stream(label), staff.name) : staff.name,
    role: staff.role,
    email: staff.email,
    phone: staff.phone,
    team: team.name,
    teamPhone: team.phone,
  }
}

/** An agency's involvements with a person that have begun by the day, ends ahead left out. */
export function begunBy(
  moment: Moment,
  involvements: readonly Involvement[],
  kind: Involvement['kind'],
): Involvement[] {
  return involvements
    .filter((one) => one.agency === moment.looked.agency && one.kind === kind)
    .filter((one) => moment.isReached(one.from))
    .map((one) => (one.to !== '' && !moment.isReached(one.to) ? { ...one, to: '' as const } : one))
}
