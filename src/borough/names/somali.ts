import { type NameTables, nameTables } from './name-table.ts'

/** Somali names: own, father's and grandfather's forename; there is no family name. */
export const somali: NameTables = nameTables({
  surnameFlatness: 3,
  forenameFlatness: 2.5,
  surnames: `
    Mohamed Ali Hassan Ahmed Abdi Hussein Omar Yusuf Ibrahim Osman Farah Warsame Jama Adan Abdullahi
    Nur Isse Mohamud Elmi Guled Dahir Hersi`,
  boys: `
    Mohamed Abdirahman Ahmed Abdullahi Yusuf Ibrahim Hamza Ayanle Zakaria Khalid Sharmarke Ismail
    Bilal Omar Liban Idris Ridwan Mahad`,
  girls: `
    Amina Fadumo Hodan Ayan Khadija Maryan Sagal Ifrah Hibo Ikran Sumaya Asha Muna Nasra Samira
    Hamdi Idil Rahma`,
  men: `
    Mohamed Abdi Hassan Ali Ahmed Abdullahi Osman Farah Hussein Omar Jama Abdirahman Warsame Ibrahim
    Nur Yusuf Guled Isse`,
  women: `
    Fadumo Amina Halima Khadija Sahra Asha Hodan Maryan Nimco Ayan Zahra Safiya Hawa Ifrah Ubah
    Deqa Shukri`,
})
