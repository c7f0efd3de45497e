import { type NameTables, nameTables } from './name-table.ts'

/** Families from Jamaica and other Caribbean islands. */
export const caribbean: NameTables = nameTables({
  surnameFlatness: 5,
  forenameFlatness: 7,
  surnames: `
    Brown Williams Campbell Clarke Johnson Grant Reid Francis Thompson Gordon Morgan Lewis Henry
    Joseph Daley Bailey Palmer Stewart Powell Hinds Blake Charles Samuels Richards Edwards Wright`,
  boys: `
    Jayden Tyrell Kai Isaiah Malachi Elijah Josiah Jerome Marcus Andre Nathaniel Aaron Reece Micah
    Tyrese Zion Caleb Dominic`,
  girls: `
    Aaliyah Tianna Naomi Shanice Imani Kiara Jada Zahra Nevaeh Destiny Leah Renee Tiana Keisha
    Amara Chanel Rochelle`,
  men: `
    Marcus Leroy Winston Delroy Errol Jerome Andre Devon Dwayne Curtis Trevor Nathan Carlton
    Anthony`,
  women: `
    Sharon Marcia Yvonne Donna Keisha Simone Natasha Chantelle Michelle Beverley Paulette Tanya
    Rochelle Janet`,
})
