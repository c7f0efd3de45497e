import { type NameTables, nameTables } from './name-table.ts'

/** Bangladeshi names, mostly of Sylheti families. */
export const bangladeshi: NameTables = nameTables({
  surnameFlatness: 1.5,
  forenameFlatness: 2.5,
  surnames: `
    Ahmed Miah Ali Rahman Uddin Islam Hussain Khan Choudhury Hoque Alam Haque Chowdhury Kamali Malik
    Hossain Karim Mia Sarkar Talukdar`,
  boys: `
    Mohammed Yusuf Ibrahim Zakariya Tahmid Rayyan Adam Hamza Sami Nabil Tanvir Ayaan Imran Abdul
    Rafi Mahdi Ridwan Ishaq`,
  girls: `
    Aisha Maryam Fatima Sumaiya Tasnim Nusrat Zara Maisha Anika Tahmina Sadia Samira Jannat
    Raisa Safiya Afsana Nabila`,
  men: `
    Abdul Mohammed Shah Md Kamal Jamal Faruk Rafiqul Nurul Shahin Salim Habibur Mizanur Anwar
    Jahangir Kabir`,
  women: `
    Shahena Rahima Ayesha Fatema Nazma Rehana Salma Shirin Rukia Hasina Jahanara Monowara Sultana
    Momtaz Rina Luthfa`,
})
