/** The invented authority: no such town, postcode area or authority number exists in England. */
export const authority = {
  town: 'Rosevale',
  name: 'Rosevale Borough Council',
  /** No English authority has this number, so its UPNs and LAESTABs can never be a real child's or school's. */
  laCode: '299',
  /** No postal district of the United Kingdom starts with these letters. */
  postcodeArea: 'RV',
} as const
