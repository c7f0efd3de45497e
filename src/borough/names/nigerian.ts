import { type NameTables, nameTables } from './name-table.ts'

/** Yoruba, Igbo and other Nigerian names, and Ghanaian neighbours. */
export const nigerian: NameTables = nameTables({
  surnameFlatness: 5,
  forenameFlatness: 6,
  surnames: `
    Adeyemi Okafor Adebayo Okonkwo Eze Afolabi Ogunleye Nwosu Balogun Olawale Obi Adeleke Chukwu
    Akande Onyeka Oladipo Ibrahim Bello Musa Adewale Nnamdi Ogbonna Fashola Mensah Owusu Boateng
    Asante Osei`,
  boys: `
    David Daniel Emmanuel Samuel Joshua Oluwaseun Ayodele Chukwuemeka Oluwatobi Temitope Chidi
    Elijah Michael Ifeanyi Babatunde Tobi Isaac Kwame Kofi Ikenna`,
  girls: `
    Esther Grace Deborah Ngozi Oluwafunmilayo Chidinma Blessing Temitope Ifeoma Precious Sarah
    Adaeze Faith Abigail Ayomide Favour Amara Abena Adwoa Zainab`,
  men: `
    Emeka Babatunde Olumide Chinedu Samuel Emmanuel Adekunle Tunde Ikechukwu Sunday Segun Kwabena
    Ade Uche Femi`,
  women: `
    Blessing Funke Ngozi Chioma Bukola Folake Grace Comfort Yetunde Adaobi Patience Mercy Kemi
    Ama Nkechi`,
})
