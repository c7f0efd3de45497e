import { type NameTables, nameTables } from './name-table.ts'

/** Romanian and Moldovan names. */
export const romanian: NameTables = nameTables({
  surnameFlatness: 4,
  forenameFlatness: 4,
  surnames: `
    Popescu Ionescu Popa Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Constantin
    Marin Tudor Dobre Barbu Nistor Florea Dinu Lupu Moldovan Cojocaru Stănescu Ungureanu`,
  boys: `
    David Andrei Matei Luca Alexandru Ștefan Mihai Gabriel Ionuț Cristian Darius Rareș Sebastian
    Nicolae Eduard Robert`,
  girls: `
    Maria Sofia Ioana Andreea Alexandra Elena Daria Antonia Bianca Gabriela Denisa Sara Teodora
    Larisa Anastasia`,
  men: `
    Ion Gheorghe Andrei Mihai Alexandru Florin Marian Cristian Adrian Ionel Vasile Constantin
    Daniel Bogdan`,
  women: `
    Maria Elena Ioana Mihaela Andreea Cristina Daniela Alina Simona Georgiana Roxana Nicoleta
    Florentina`,
})
