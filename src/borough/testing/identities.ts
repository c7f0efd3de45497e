import { type IsoDate, parseDate } from '#kernel'
import type { Agency } from '../errors.ts'
import { agencyPeople, type Row } from './read-borough.ts'

/** Who a record says it is, in one form for all agencies. Empty where it says nothing. */
export interface Identity {
  agency: Agency
  key: string
  given: string
  family: string
  bornOn: IsoDate | ''
  nhsNumber: string
  upn: string
  postcode: string
}

interface Columns {
  given: string
  family: string
  bornOn: string
  dates: string
  nhsNumber?: string
  upn?: string
  postcode: string
}

/** Where each agency's first extract has them. */
export const identityColumns: Record<Agency, Columns> = {
  'social-care': {
    given: 'Forename',
    family: 'Surname',
    bornOn: 'BirthDate',
    dates: 'yyyy-MM-dd',
    nhsNumber: 'NHSNumber',
    upn: 'UPN',
    postcode: 'Addresses/Address/Postcode',
  },
  education: {
    given: 'forename',
    family: 'surname',
    bornOn: 'dob',
    dates: 'dd/MM/yyyy',
    upn: 'upn',
    postcode: 'postcode',
  },
  'education-welfare': {
    given: 'FORENAME',
    family: 'SURNAME',
    bornOn: 'DOB',
    dates: 'dd-MMM-yyyy',
    upn: 'UPN',
    postcode: 'POSTCODE',
  },
  'child-health': {
    given: 'forenames',
    family: 'surname',
    bornOn: 'dob',
    dates: 'dd-MMM-yyyy',
    nhsNumber: 'nhs_number',
    postcode: 'postcode',
  },
  hospital: {
    given: 'GIVEN_NAME',
    family: 'FAMILY_NAME',
    bornOn: 'BIRTH_DATE',
    dates: 'yyyyMMdd',
    nhsNumber: 'NHS_NUMBER',
    postcode: 'POSTCODE',
  },
  police: {
    given: 'forename_1',
    family: 'surname',
    bornOn: 'dob',
    dates: 'yyyyMMdd',
    postcode: 'postcode',
  },
  'youth-justice': {
    given: 'Forename',
    family: 'Surname',
    bornOn: 'Date of birth',
    dates: 'dd/MM/yyyy',
    nhsNumber: 'NHS number',
    upn: 'UPN',
    postcode: 'Postcode',
  },
  charity: {
    given: 'Name/Given',
    family: 'Name/Family',
    bornOn: 'BirthDate',
    dates: 'yyyy-MM-dd',
    postcode: 'Address/Postcode',
  },
}

/** The identities in an agency's first extract. Throws where a birth date is not in the agency's form. */
export function readIdentities(out: string, agency: Agency): Identity[] {
  return [...agencyPeople(out, agency)].map(([key, row]) => identityOf(agency, key, row))
}

/** The identity that a row of an agency's file has. */
export function identityOf(agency: Agency, key: string, row: Row): Identity {
  const columns = identityColumns[agency]
  const value = (column: string | undefined) => {
    const text = column === undefined ? '' : (row[column] ?? '')
    return text === '-1' || text === 'NULL' ? '' : text
  }
  return {
    agency,
    key,
    given: value(columns.given),
    family: value(columns.family),
    bornOn: dateOf(value(columns.bornOn), columns.dates),
    nhsNumber: value(columns.nhsNumber),
    upn: value(columns.upn),
    postcode: value(columns.postcode),
  }
}

function dateOf(text: string, format: string): IsoDate | '' {
  if (text === '') return ''
  const date = parseDate(text, format)
  if (!date.ok) throw new Error(`A date is not in the form ${format}.`)
  return date.value
}
