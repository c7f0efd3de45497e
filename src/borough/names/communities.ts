import { type Weighted, weigh } from '../random.ts'
import { bangladeshi } from './bangladeshi.ts'
import { bulgarian } from './bulgarian.ts'
import { caribbean } from './caribbean.ts'
import { chinese } from './chinese.ts'
import { indian } from './indian.ts'
import { irish } from './irish.ts'
import type { NameTables } from './name-table.ts'
import { nigerian } from './nigerian.ts'
import { pakistani } from './pakistani.ts'
import { polish } from './polish.ts'
import { romanian } from './romanian.ts'
import { sikh } from './sikh.ts'
import { somali } from './somali.ts'
import { exchangedTradition, type NamingCustom, type Tradition } from './traditions.ts'
import { traveller } from './traveller.ts'
import { turkish } from './turkish.ts'
import { whiteBritish } from './white-british.ts'

/** One community of the borough. */
export interface Community {
  id: string
  /** The naming tradition of its families; another's in the borough of exchanged traditions. */
  tradition: Tradition
  /** Ethnicity code of the children's services census. */
  ethnicity: string
  /** Families with three or more children, as a share; size follows from it. */
  largeFamilies: number
  /** The chance that both parents live with the children. */
  twoParents: number
  /** Clerks often mistake which name is the family's. A trait of how they are served, so it stays where traditions are exchanged. */
  orderMistaken: boolean
}

function community(
  id: string,
  names: NameTables,
  custom: NamingCustom,
  ethnicity: string,
  shape: { largeFamilies: number; twoParents: number; orderMistaken?: boolean },
): Community {
  return { id, tradition: { id, names, custom }, ethnicity, orderMistaken: false, ...shape }
}

/** The mix of an English town's families, in per cent of them. */
export const communities: Weighted<Community> = weigh([
  [
    community('white-british', whiteBritish, 'family', 'WBRI', {
      largeFamilies: 0.17,
      twoParents: 0.7,
    }),
    53,
  ],
  [community('irish', irish, 'family', 'WIRI', { largeFamilies: 0.22, twoParents: 0.75 }), 2],
  [
    community('traveller', traveller, 'family', 'WIRT', { largeFamilies: 0.55, twoParents: 0.85 }),
    1,
  ],
  [community('polish', polish, 'gendered', 'WOTH', { largeFamilies: 0.12, twoParents: 0.82 }), 5],
  [community('romanian', romanian, 'family', 'WOTH', { largeFamilies: 0.18, twoParents: 0.8 }), 3],
  [
    community('bulgarian', bulgarian, 'gendered', 'WOTH', {
      largeFamilies: 0.12,
      twoParents: 0.75,
    }),
    2,
  ],
  [
    community('pakistani', pakistani, 'begum', 'APKN', { largeFamilies: 0.42, twoParents: 0.88 }),
    8,
  ],
  [
    community('bangladeshi', bangladeshi, 'begum', 'ABAN', {
      largeFamilies: 0.45,
      twoParents: 0.88,
    }),
    4,
  ],
  [community('indian', indian, 'family', 'AIND', { largeFamilies: 0.12, twoParents: 0.92 }), 4],
  [community('sikh', sikh, 'singh-kaur', 'AIND', { largeFamilies: 0.18, twoParents: 0.9 }), 3],
  [
    community('somali', somali, 'father-chain', 'BAFR', {
      largeFamilies: 0.55,
      twoParents: 0.55,
      orderMistaken: true,
    }),
    4,
  ],
  [community('nigerian', nigerian, 'family', 'BAFR', { largeFamilies: 0.27, twoParents: 0.7 }), 4],
  [
    community('caribbean', caribbean, 'family', 'BCRB', { largeFamilies: 0.2, twoParents: 0.48 }),
    3,
  ],
  [
    community('chinese', chinese, 'family', 'CHNE', {
      largeFamilies: 0.08,
      twoParents: 0.9,
      orderMistaken: true,
    }),
    1.5,
  ],
  [community('turkish', turkish, 'family', 'WOTH', { largeFamilies: 0.22, twoParents: 0.82 }), 2.5],
])

/** The same communities with each other's naming traditions; order and sizes stay. */
export function withExchangedTraditions(table: Weighted<Community>): Weighted<Community> {
  const traditions = new Map(table.items.map(({ id, tradition }) => [id, tradition]))
  return {
    totals: table.totals,
    items: table.items.map((one) => ({
      ...one,
      tradition: traditions.get(exchangedTradition[one.id] ?? one.id) ?? one.tradition,
    })),
  }
}
