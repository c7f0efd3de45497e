import { parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Irish Traveller and Romany families: few surnames, and forenames handed down. */
export const traveller: NameTables = nameTables({
  surnameFlatness: 4,
  forenameFlatness: 3,
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
  rarer: {
    surnames:
      parts(`Donovan Delaney Reilly Joyce Purcell Hanrahan Quilligan Harty Keenan Cawley Collins
      Barrett Coffey Kiely Casey Flynn Gavin Nevin Nolan Power Sheridan Sherlock Smyth Wall Biddle
      Brazil Burton Draper Eastwood Fury Gray Hearne Herrington Holland Hughes Isaacs Jones Lock
      Penfold Roberts Scamp Scarrott Taylor Wells Wilson Winter Young`),
    boys: parts(`Francis Jim Jimmy Joe Joseph Larry Luke Miley Ned Paddy Peter Richard Robert Tyson
      Billy Bobby Danny David Dean Felix Henry Jason Jerry Joshua Michael-Patrick Nathan Owen Riley`),
    girls: parts(`Alice Amelia Angela Barbara Bernadette Biddy Brigid Caroline Chantel Christina
      Crystal Eileen Eliza Helen Josephine Julia Kate Kayleigh Lena Lisa Maggie Maria Martina
      Mary-Ann Mary-Kate Nan Noreen Philomena Priscilla Rosanna Rose Sabrina Theresa Violet`),
  },
})
