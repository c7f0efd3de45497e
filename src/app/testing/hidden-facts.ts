import { checkUpn } from '#kernel'
import type { HiddenFacts } from './borough-of.ts'
import { commonHome } from './family.ts'

/** A pupil number that checks. */
const upnOf = (twelve: string): string =>
  [...'ABCDEFGHJKLMNPQRTUVWXYZ'].map((letter) => letter + twelve).find((upn) => checkUpn(upn).ok) ??
  ''

/** What must not be known, in three boroughs that are otherwise the same. */
export const first: HiddenFacts = {
  fay: {
    given: 'Fay',
    family: 'Oakes',
    bornOn: '2014-06-07',
    nhsNumber: '9990000026',
    upn: upnOf('823432112005'),
    lines: '9 Hidden Row',
    postcode: 'ZQ9 1AA',
    school: 'Oak Primary',
    phone: '01632 960301',
    gpPractice: 'Oak Surgery',
  },
  gus: {
    given: 'Gus',
    family: 'Elms',
    bornOn: '2013-08-09',
    nhsNumber: '9990000035',
    upn: upnOf('823432112007'),
    // Where Ada lives, whom everybody may see.
    lines: commonHome,
    postcode: 'ZZ1 1AA',
    school: 'Elm Primary',
    phone: '01632 960302',
    gpPractice: 'Elm Surgery',
  },
  whereabouts: {
    lines: '7 Refuge Close',
    postcode: 'ZQ7 1AA',
    school: 'Fern Primary',
    phone: '01632 960303',
    gpPractice: 'Fern Surgery',
    upn: upnOf('823432112009'),
  },
}
export const second: HiddenFacts = {
  fay: {
    given: 'Nell',
    family: 'Pike',
    bornOn: '2017-11-12',
    nhsNumber: '9990000042',
    upn: upnOf('823432112011'),
    lines: '1 Other Street',
    postcode: 'ZX1 2BB',
    school: 'Pike Academy',
    phone: '01632 960401',
    gpPractice: 'Pike Practice',
  },
  gus: {
    given: 'Omar',
    family: 'Quill',
    bornOn: '2011-02-22',
    nhsNumber: '9990000059',
    upn: upnOf('823432112013'),
    lines: '2 Another Road',
    postcode: 'ZX2 2BB',
    school: 'Quill College',
    phone: '01632 960402',
    gpPractice: 'Quill Practice',
  },
  whereabouts: {
    lines: '3 Safe Terrace',
    postcode: 'ZX3 2BB',
    school: 'Safe Infants',
    phone: '01632 960403',
    gpPractice: 'Safe Practice',
    upn: upnOf('823432112015'),
  },
}
/** As the first, but that nobody is hidden there: the two children have never been. */
export const third: HiddenFacts = { ...first, fay: undefined, gus: undefined }

/** References that nobody has, for those who have never been. */
export const absent: Record<string, string> = { fay: 'RSV5678901231', gus: 'RSV1234567897' }
