import { z } from 'zod'
import { addMonths, checkNhsNumber, checkPostcode, checkUpn, isoDate, isRealDay } from '#kernel'
import type { SearchCriteria } from '#store'

// Longer than any name: cut, so that a page never grows with what is posted to it.
const field = z
  .string()
  .transform((text) => text.slice(0, 200))
  .catch('')

/** What was typed, as it was typed: it goes back into the form unchanged. */
export const searchFormSchema = z.object({
  name: field,
  'born-day': field,
  'born-month': field,
  'born-year': field,
  postcode: field,
  'nhs-number': field,
  upn: field,
})

export type SearchForm = z.infer<typeof searchFormSchema>

/** One thing to put right. `field` is the id of the input that the error summary links to. */
export interface FormError {
  readonly field: keyof SearchForm
  readonly text: string
  /** Further inputs that the same message is about. */
  readonly also?: readonly (keyof SearchForm)[]
}

/** Criteria to search by, or what to put right first. */
export type SearchFormResult =
  | { readonly criteria: SearchCriteria }
  | { readonly errors: readonly FormError[] }

/** The empty form. */
export const emptySearchForm: SearchForm = {
  name: '',
  'born-day': '',
  'born-month': '',
  'born-year': '',
  postcode: '',
  'nhs-number': '',
  upn: '',
}

/** Takes a posted body as it comes; what is missing, too long or not text counts as empty. */
export function readSearchForm(body: unknown): SearchForm {
  const fields = searchFormSchema.safeParse(body ?? {})
  return fields.success ? fields.data : emptySearchForm
}

type Checked = { value: string | undefined; error?: FormError }

/** Turns what was typed into criteria, or says what to put right, in the order of the form. */
export function checkSearchForm(form: SearchForm, today: string): SearchFormResult {
  const name = checkName(form.name)
  const bornOn = checkBorn(form, today)
  const postcode = checkText(form.postcode, 'postcode', checkPostcode, postcodeError)
  const nhsNumber = checkText(form['nhs-number'], 'nhs-number', checkNhsNumber, nhsNumberError)
  const upn = checkText(form.upn, 'upn', checkUpn, upnError)

  const errors = [name, bornOn, postcode, nhsNumber, upn].flatMap(({ error }) => error ?? [])
  if (errors.length > 0) return { errors }
  const criteria: SearchCriteria = {
    ...(name.value === undefined ? {} : { name: name.value }),
    ...(bornOn.value === undefined ? {} : { bornOn: bornOn.value }),
    ...(postcode.value === undefined ? {} : { postcode: postcode.value }),
    ...(nhsNumber.value === undefined ? {} : { nhsNumber: nhsNumber.value }),
    ...(upn.value === undefined ? {} : { upn: upn.value }),
  }
  return Object.keys(criteria).length === 0 ? { errors: [emptyError] } : { criteria }
}

const emptyError: FormError = {
  field: 'name',
  text: 'Enter a name, date of birth, postcode, NHS number or UPN',
}
const postcodeError = 'Enter a full postcode, like S60 1AA, or leave it empty'
const nhsNumberError =
  'Check the NHS number: it has 10 digits, and the last one does not fit the others if any is mistyped. Or leave it empty'
const upnError =
  'Check the UPN: it has 13 characters and starts with a letter that does not fit if any is mistyped. Or leave it empty'

function checkName(typed: string): Checked {
  const name = typed.replace(/\s+/g, ' ').trim()
  if (name === '') return { value: undefined }
  const letters = name.match(/\p{L}/gu)?.length ?? 0
  return letters >= 2
    ? { value: name }
    : { value: undefined, error: { field: 'name', text: 'Enter at least 2 letters of the name' } }
}

function checkText(
  typed: string,
  fieldName: keyof SearchForm,
  check: (text: string) => { ok: true; value: string } | { ok: false },
  message: string,
): Checked {
  if (typed.trim() === '') return { value: undefined }
  const checked = check(typed)
  return checked.ok
    ? { value: checked.value }
    : { value: undefined, error: { field: fieldName, text: message } }
}

const partNames = { 'born-day': 'day', 'born-month': 'month', 'born-year': 'year' } as const

function checkBorn(form: SearchForm, today: string): Checked {
  const parts = ['born-day', 'born-month', 'born-year'] as const
  const missing = parts.filter((part) => form[part].trim() === '')
  if (missing.length === 3) return { value: undefined }
  const [first, ...also] = missing
  if (first !== undefined) {
    const names = missing.map((part) => `a ${partNames[part]}`).join(' and ')
    return refused(first, `Date of birth must include ${names}`, also)
  }
  const [day = Number.NaN, month = Number.NaN, year = Number.NaN] = parts.map((part) =>
    /^\d{1,4}$/.test(form[part].trim()) ? Number(form[part]) : Number.NaN,
  )
  if (year < 1000) return refused('born-year', 'Year must include 4 numbers')
  if (!isRealDay(year, month, day))
    return refused('born-day', 'Date of birth must be a real date', ['born-month', 'born-year'])
  const born = isoDate(year, month, day)
  // An unborn child is found by the due date, so a date to come is right within a pregnancy.
  return born > addMonths(today, 10)
    ? refused('born-year', 'Date of birth, or due date, must not be more than 10 months ahead')
    : { value: born }
}

function refused(
  fieldName: keyof SearchForm,
  text: string,
  also: readonly (keyof SearchForm)[] = [],
): Checked {
  return { value: undefined, error: { field: fieldName, text, also } }
}
