/** Sexes as the feed contract codes them. */
const sexes: Readonly<Record<string, string>> = { M: 'Male', F: 'Female', U: 'Not known' }

/**
 * The ethnicity codes of the children in need census and the school census, in words. Codes are
 * facts; a source's own text that is none of them is shown as it came.
 */
const ethnicities: Readonly<Record<string, string>> = {
  WBRI: 'White British',
  WIRI: 'White Irish',
  WIRT: 'Traveller of Irish heritage',
  WOTH: 'Any other White background',
  WROM: 'Gypsy or Roma',
  MWBC: 'White and Black Caribbean',
  MWBA: 'White and Black African',
  MWAS: 'White and Asian',
  MOTH: 'Any other mixed background',
  AIND: 'Indian',
  APKN: 'Pakistani',
  ABAN: 'Bangladeshi',
  AOTH: 'Any other Asian background',
  BCRB: 'Black Caribbean',
  BAFR: 'Black African',
  BOTH: 'Any other Black background',
  CHNE: 'Chinese',
  OOTH: 'Any other ethnic group',
  REFU: 'Refused to say',
  NOBT: 'Not yet obtained',
}

/** Names of statuses that are not simply their code with spaces. */
const indicators: Readonly<Record<string, string>> = {
  caf: 'Common Assessment Framework (CAF)',
  'strengthening-families': 'Strengthening Families',
  cpp: 'Child protection plan',
  cla: 'Looked after child',
  'looked-after': 'Looked after child',
  cin: 'Child in need plan',
  ehcp: 'Education, health and care plan',
  ehc: 'Education, health and care plan',
  send: 'Special educational needs',
  sen: 'Special educational needs',
}

/** `F` → `Female`; a text that is no code is shown as it came. */
export function sexWords(code: string): string {
  return sexes[code.trim().toUpperCase()] ?? code
}

/** `WBRI` → `White British`; a text that is no code is shown as it came. */
export function ethnicityWords(code: string): string {
  return ethnicities[code.trim().toUpperCase()] ?? code
}

/** One spelling for a kind, whatever the feed made of it: `Strengthening_Families` → `strengthening-families`. */
export function normaliseKind(kind: string): string {
  return kind
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
}

/** A status in words: `caf` → `Common Assessment Framework (CAF)`. */
export function indicatorWords(kind: string): string {
  return indicators[normaliseKind(kind)] ?? kindWords(kind)
}

/** Any other kind as a sentence's start: `foster-carer` → `Foster carer`. */
export function kindWords(kind: string): string {
  const words = kind.trim().replace(/[\s_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
