import { type NameTables, nameTables } from './name-table.ts'

/** Irish Traveller and Romany families: few surnames, and forenames handed down. */
export const traveller: NameTables = nameTables({
  surnameFlatness: 1.5,
  forenameFlatness: 1.5,
  surnames: `
    Ward McDonagh Connors Stokes Smith Lee Boswell Price Doran Maughan Cash Loveridge Cooper Rooney
    Sweeney Mongan Gaskin Buckland`,
  boys: `
    John Patrick James Michael Martin Thomas William Simon Tommy Johnny Levi Bernard Edward`,
  girls: `
    Mary Margaret Bridget Kathleen Ann Elizabeth Winifred Shakira Chantelle Charlene Nora Ellen`,
  men: `
    John Patrick James Michael Martin Thomas William Bernard Edward Simon Joseph`,
  women: `
    Mary Margaret Bridget Kathleen Ann Elizabeth Winnie Nora Ellen Julia Theresa`,
})
