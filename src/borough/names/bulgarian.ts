import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Bulgarian names; surnames are in the man's form. */
export const bulgarian: NameTables = nameTables({
  surnameFlatness: 8,
  forenameFlatness: 8,
  surnames: `
    Ivanov Georgiev Dimitrov Petrov Nikolov Hristov Stoyanov Todorov Iliev Angelov Vasilev Atanasov
    Petkov Marinov Kolev Popov`,
  boys: `
    Georgi Aleksandar Martin Ivan Dimitar Nikola Viktor Daniel Kaloyan Boris Teodor Stefan`,
  girls: `
    Viktoria Maria Nikol Raya Sofia Simona Gabriela Yoana Elena Teodora Aleksandra`,
  men: `
    Ivan Georgi Dimitar Petar Nikolay Hristo Stoyan Todor Plamen Krasimir Emil`,
  women: `
    Maria Ivanka Elena Yordanka Desislava Gergana Daniela Violeta Petya Silvia`,
  rarer: {
    surnames: [
      ...parts(`Mihaylov Yordanov Kostov Dimov Pavlov Tsvetkov Radev Stefanov Kirilov Aleksandrov
        Spasov Zhelev Mitev Rusev Genov Tonev Penev Boev Stanchev Velev Raykov Hadzhiev Bachev`),
      ...crossed(
        `Anton Apostol Asen Balabanch Blag Bogdan Boris Boyan Chavdar Danail Delch Denk Din Dobr Don
         Emil Filip Gavrail Gench Gosh Kalin Kir Krast Kras Kuzman Laz Luk Manol Metod Milen Minch
         Mitk Momch Nayden Naum Nedelch Nench Ognyan Pan Pench Plamen Rad Rang Rum Sav Simeon Slav
         Stamen Stan Tanch Tihomir Tosh Trifon Tsank Tsvetan Valch Velk Vlad Yank Zahar Zdravk Zlat`,
        `ov ev inov kov anov`,
      ),
    ],
    boys: parts(`Adrian Alekzandar Angel Anton Asen Atanas Bogdan Bogomil Boyan Damyan Deyan Dobromir
      Emil Filip Hristiyan Hristo Ilian Iliya Ivaylo Kiril Konstantin Krasimir Kristiyan Lubomir
      Lachezar Maksim Mario Mihail Miroslav Momchil Nikolay Ognyan Pavel Petar Plamen Radoslav Rosen
      Rumen Samuil Simeon Slavi Stanimir Stoyan Svetoslav Tihomir Todor Tsvetan Valentin Vasil Velizar
      Ventsislav Vladimir Yasen Yordan Zahari Zdravko`),
    girls:
      parts(`Adriana Aleks Ana Anastasiya Aneliya Anna Antonia Aya Bilyana Bogdana Boryana Daniela
      Dara Darina Denitsa Desislava Dilyana Elitsa Eva Evelina Galya Gergana Greta Hristina Ioana Iva
      Ivana Ivayla Kalina Kalista Katerina Kristina Lilia Lora Magdalena Margarita Mariela Marina
      Megan Mia Mihaela Mila Monika Nadezhda Nataliya Neda Nevena Nora Petya Plamena Polina Radina
      Radostina Rositsa Siyana Stefani Stela Stilyana Tanya Tsvetelina Valeriya Vanesa Vasilena Vesela
      Violeta Yana Yordana Zlatina Zornitsa`),
  },
})
