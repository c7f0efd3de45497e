import { type NameTables, nameTables } from './name-table.ts'

/** Punjabi Sikh names: forenames are shared by both sexes, Singh and Kaur tell them apart. */
export const sikh: NameTables = nameTables({
  surnameFlatness: 3,
  forenameFlatness: 4,
  surnames: `
    Gill Sandhu Dhillon Sidhu Grewal Dhaliwal Bains Bhogal Johal Rai Atwal Sahota Mann Uppal Virdi
    Purewal Cheema Hundal`,
  boys: `
    Arjan Gurpreet Jaspreet Harpreet Sahib Fateh Gurveer Manpreet Karan Arman Jovan Amandeep Harjot
    Ranveer Sukhdeep Simran`,
  girls: `
    Simran Jasleen Harleen Gurleen Jaspreet Manpreet Harpreet Amandeep Ishleen Kiran Navneet Avneet
    Prabhleen Sukhdeep`,
  men: `
    Gurpreet Harjit Jaswinder Sukhdeep Amandeep Balbir Manjit Paramjit Kulwinder Ravinder
    Davinder Sarbjit Hardeep`,
  women: `
    Harpreet Manjit Jaswinder Kulwinder Amandeep Balwinder Paramjit Ravinder Gurpreet Sukhdeep
    Rajinder Satwinder Kiran`,
})
