import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Romanian and Moldovan names. */
export const romanian: NameTables = nameTables({
  surnameFlatness: 8,
  forenameFlatness: 8,
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
  rarer: {
    surnames: [
      ...parts(`Georgescu Diaconu Vasile Neagu Preda Sandu Toma Ene Lungu Albu Crăciun Manole Oprea
        Voicu Grigore Enache Pavel Coman Nedelcu Tănase Balan Bucur Rotaru Stanciu Costea Iordache
        Mocanu Nicolae Petre Sava Filip Iancu Dragomir Anghel Bratu Olteanu Pop Crișan Mureșan Cozma`),
      ...crossed(
        `Andrei Anton Avram Barbu Bogdan Boris Bunea Cerna Cior Const Corn Cost Dasc Dobr Dragom Dum
         Fil Flor Gavril Gheorgh Grig Hrist Iac Ion Lap Laz Lup Manol Marin Mih Mir Mold Negr Nic
         Nist Pan Petr Pred Pur Rad Rotar Rus Sav Simion Stan Stef Tom Tudor Vas Vlad Vlah Voin Zah`,
        `escu eanu aru oiu uță ache ulea ică`,
      ),
    ],
    boys: parts(`Adrian Albert Alin Anton Bogdan Călin Carol Casian Ciprian Claudiu Codrin Constantin
      Cosmin Daniel Denis Dominic Dragoș Emanuel Emil Fabian Filip Florin Ianis Ilie Iulian Iustin
      Laurențiu Leonard Lucian Marcel Marius Mario Natan Octavian Ovidiu Patrick Paul Petru Radu Raul
      Răzvan Remus Robin Samuel Sergiu Silviu Sorin Tiberiu Toma Traian Tudor Valentin Victor Vlad`),
    girls:
      parts(`Adelina Alesia Alina Amalia Ana Anca Aura Beatrice Bogdana Camelia Carina Carla Casiana
      Catinca Catrinel Cezara Clara Corina Crina Cristina Dalia Diana Doina Ecaterina Ema Emilia Erica
      Eva Evelina Flavia Florina Georgiana Iasmina Ileana Ilinca Ingrid Irina Iris Isabela Iulia Karina
      Lavinia Lia Ligia Loredana Luana Lucia Luminița Mădălina Magda Mara Melisa Mihaela Mira Miruna
      Monica Natalia Nicoleta Oana Olivia Paula Petra Raluca Rebeca Roxana Ruxandra Sabina Silvia
      Simona Smaranda Stefania Tania Timea Valeria Vanesa Victoria Violeta`),
  },
})
