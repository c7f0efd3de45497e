import type { NameTables } from './name-table.ts'

/**
 * How a tradition makes names, apart from which names it uses: `family` hands one surname down,
 * `gendered` gives it a woman's ending, `singh-kaur` tells the sexes apart, `begum` gives many women
 * a title for a last name, `father-chain` is own, father's and grandfather's forename.
 */
export type NamingCustom = 'family' | 'gendered' | 'singh-kaur' | 'begum' | 'father-chain'

/** A naming tradition: apart from the community that has it, so that two communities may exchange theirs. */
export interface Tradition {
  /** As the community's that has it by birth, such as `polish`. */
  id: string
  names: NameTables
  custom: NamingCustom
}

/**
 * Which community takes whose tradition in the borough of exchanged traditions. Two and two (and three
 * in a ring) change places, so that each tradition is carried by one community in either borough.
 */
export const exchangedTradition: Record<string, string> = {
  'white-british': 'pakistani',
  pakistani: 'white-british',
  polish: 'somali',
  somali: 'polish',
  nigerian: 'bangladeshi',
  bangladeshi: 'nigerian',
  indian: 'romanian',
  romanian: 'indian',
  sikh: 'caribbean',
  caribbean: 'sikh',
  chinese: 'turkish',
  turkish: 'chinese',
  irish: 'bulgarian',
  bulgarian: 'traveller',
  traveller: 'irish',
}
