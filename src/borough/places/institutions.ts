import type { Random } from '../random.ts'
import { authority } from './authority.ts'
import { drawLandline } from './phones.ts'
import { localities } from './place-names.ts'
import { drawStaff, type Staff } from './staff.ts'

/** A school with the people whom other services ring. */
export interface School {
  name: string
  /** Authority number and four digits. */
  laestab: string
  phase: 'primary' | 'secondary' | 'college'
  district: number
  senco: Staff
  ewo: Staff
}

/** A general practice. */
export interface Practice {
  code: string
  name: string
  district: number
}

/** A team of a service with its people. */
export interface Team {
  name: string
  phone: string
  district: number
  staff: Staff[]
}

/** Everything in the town that keeps records of children. */
export interface Institutions {
  schools: School[]
  practices: Practice[]
  socialWork: Team[]
  earlyHelp: Team[]
  healthVisiting: Team[]
  schoolNursing: Team[]
  police: Team[]
  charity: Team[]
  educationWelfare: Team[]
  youthJustice: Team[]
  hospital: Team[]
}

const schoolNames = `
  Acorn Rise|Saint Orrin's|Lantern Hill|Millbrake|Eastmoat|Coldwell Green|Tallow Park|Hopfield|
  Quarry Bank|Outer Marsh|Priory End|Netherfold|Windmill Lane|Kingfisher|Saint Wenna's|Heron Brook|
  Orchard Way|Beacon|Foundry Road|Holy Trinity|Skylark|Castle Mead|Granary Street|Osier Vale|
  Saint Budoc's|Tollgate|Mulberry|Larch Wood|Weavers|Yarrow Fields`
  .replace(/\n\s*/g, '')
  .trim()
  .split('|')

/** Builds the institutions for so many children: a primary for every 400, a secondary for every 1,400. */
export function buildInstitutions(random: Random, children: number): Institutions {
  const primaries = Math.max(4, Math.ceil(children / 700))
  const secondaries = Math.max(2, Math.ceil(children / 3000))
  const officers = Array.from({ length: Math.max(3, Math.ceil(children / 2500)) }, () =>
    drawStaff(random, 'Education welfare officer'),
  )
  function school(index: number, phase: School['phase']): School {
    const word = schoolNames[index % schoolNames.length] ?? 'Rosevale'
    const again =
      index >= schoolNames.length ? ` ${Math.floor(index / schoolNames.length) + 1}` : ''
    const kind = { primary: 'Primary School', secondary: 'Academy', college: 'College' }[phase]
    const first = { primary: 2000, secondary: 4000, college: 8000 }[phase]
    return {
      name: `${word}${again} ${kind}`,
      laestab: `${authority.laCode}${first + index}`,
      phase,
      district: (index % 9) + 1,
      senco: drawStaff(random, 'SENCO'),
      ewo: random.pick(officers),
    }
  }
  return {
    schools: [
      ...Array.from({ length: primaries }, (_, i) => school(i, 'primary')),
      ...Array.from({ length: secondaries }, (_, i) => school(i, 'secondary')),
      school(0, 'college'),
    ],
    practices: Array.from({ length: Math.max(5, Math.ceil(children / 2000)) }, (_, i) => ({
      code: `Z99${String(i + 1).padStart(3, '0')}`,
      name: `${localities[i % localities.length]?.name ?? 'Rosevale'} ${['Surgery', 'Medical Centre', 'Health Centre', 'Practice'][Math.floor(i / localities.length) % 4] ?? 'Surgery'}`,
      district: localities[i % localities.length]?.district ?? 1,
    })),
    socialWork: teams(random, children, 'Social worker', [
      'Assessment Team North',
      'Assessment Team South',
      'Family Support Team East',
      'Family Support Team West',
      'Children with Disabilities Team',
      'Looked After Children Team',
    ]),
    earlyHelp: teams(random, children, 'Early help practitioner', ['Early Help Hub']),
    healthVisiting: teams(random, children, 'Health visitor', [
      'Health Visiting North',
      'Health Visiting South',
      'Health Visiting East',
    ]),
    schoolNursing: teams(random, children, 'School nurse', [
      'School Nursing North',
      'School Nursing South',
    ]),
    police: teams(random, children, 'Police officer', [
      'Child Abuse Investigation Team',
      'Public Protection Unit',
      'Rosevale Response',
      'Missing and Exploitation Team',
    ]),
    charity: teams(random, children, 'Family support worker', ['Lantern Family Trust']),
    educationWelfare: teams(random, children, 'Education welfare officer', [
      'Education Welfare North',
      'Education Welfare South',
    ]),
    youthJustice: teams(random, children, 'Youth justice worker', [
      'Rosevale Youth Justice Service',
    ]),
    hospital: teams(random, children, 'Emergency nurse', ['Saint Orrin’s Emergency Department']),
  }
}

function teams(random: Random, children: number, role: string, names: string[]): Team[] {
  const size = Math.max(3, Math.min(14, Math.ceil(children / 2500)))
  return names.map((name, index) => {
    const phone = drawLandline(random)
    const staff = Array.from({ length: size }, () => ({ ...drawStaff(random, role), phone }))
    return { name, phone, district: index + 1, staff }
  })
}
