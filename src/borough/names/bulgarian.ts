import { type NameTables, nameTables } from './name-table.ts'

/** Bulgarian names; surnames are in the man's form. */
export const bulgarian: NameTables = nameTables({
  surnameFlatness: 4,
  forenameFlatness: 4,
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
})
