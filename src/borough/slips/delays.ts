import type { Agency } from '../errors.ts'
import type { Delay } from './moment.ts'

/** What reaches an agency late. */
export interface Delays {
  home: Delay
  name: Delay
  phone: Delay
  practice: Delay
  birth: Delay
  death: Delay
  restriction: Delay
  worker: Delay
  /** From what happened to its being entered. */
  entry: Delay
}

const days = (low: number, high: number): Delay => ({ low, high })

/**
 * How soon each agency hears of a change, in days. Social workers visit every few weeks and duty
 * staff shield at once; schools hear at the next form; the child health index learns from the
 * registrar and the practice; the hospital and the police at the next time they meet somebody, so
 * the upper ends are long. Deaths come to health within days and to others by chance.
 */
export const delays: Record<Agency, Delays> = {
  'social-care': {
    home: days(0, 21),
    name: days(2, 60),
    phone: days(0, 40),
    practice: days(10, 200),
    birth: days(1, 14),
    death: days(0, 7),
    restriction: days(0, 1),
    worker: days(0, 10),
    entry: days(0, 3),
  },
  education: {
    home: days(3, 90),
    name: days(5, 120),
    phone: days(3, 150),
    practice: days(0, 0),
    birth: days(0, 0),
    death: days(1, 14),
    restriction: days(1, 20),
    worker: days(5, 60),
    entry: days(0, 7),
  },
  'education-welfare': {
    home: days(10, 150),
    name: days(20, 200),
    phone: days(10, 200),
    practice: days(0, 0),
    birth: days(0, 0),
    death: days(3, 40),
    restriction: days(1, 30),
    worker: days(5, 40),
    entry: days(1, 10),
  },
  'child-health': {
    home: days(5, 120),
    name: days(10, 180),
    phone: days(10, 250),
    practice: days(2, 30),
    birth: days(0, 2),
    death: days(1, 6),
    restriction: days(0, 10),
    worker: days(5, 60),
    entry: days(1, 14),
  },
  hospital: {
    home: days(10, 500),
    name: days(20, 700),
    phone: days(10, 500),
    practice: days(5, 200),
    birth: days(0, 3),
    death: days(1, 30),
    restriction: days(0, 14),
    worker: days(0, 0),
    entry: days(1, 1),
  },
  police: {
    home: days(10, 700),
    name: days(30, 900),
    phone: days(10, 700),
    practice: days(0, 0),
    birth: days(0, 0),
    death: days(1, 60),
    restriction: days(0, 5),
    worker: days(0, 0),
    entry: days(0, 2),
  },
  'youth-justice': {
    home: days(0, 21),
    name: days(5, 90),
    phone: days(0, 30),
    practice: days(0, 0),
    birth: days(0, 0),
    death: days(1, 10),
    restriction: days(0, 3),
    worker: days(0, 10),
    entry: days(0, 4),
  },
  charity: {
    home: days(0, 30),
    name: days(0, 60),
    phone: days(0, 20),
    practice: days(0, 0),
    birth: days(2, 30),
    death: days(3, 60),
    restriction: days(0, 0),
    worker: days(5, 30),
    entry: days(0, 6),
  },
}
