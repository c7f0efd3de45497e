import { type NameTables, nameTables } from './name-table.ts'

/** Pakistani names; a few family names cover many unrelated families. */
export const pakistani: NameTables = nameTables({
  surnameFlatness: 1.2,
  forenameFlatness: 2.5,
  surnames: `
    Khan Hussain Ahmed Ali Mahmood Shah Malik Iqbal Akhtar Mirza Butt Chaudhry Qureshi Sheikh Raja
    Aslam Rashid Javed Bashir Ashraf Saleem Rehman Anwar Siddique Arshad Nawaz Riaz Zaman Afzal
    Hanif`,
  boys: `
    Muhammad Ibrahim Yusuf Ali Hassan Adam Musa Zain Hamza Umar Ismail Bilal Haris Zayan Mustafa
    Ayaan Rayyan Abdullah Usman Ahmed Hussain Eesa Faizan Danyal Subhan Imran`,
  girls: `
    Fatima Aisha Maryam Zainab Hafsa Zara Khadija Inaya Anaya Safa Amina Hiba Noor Alishba Sumayyah
    Eshal Iqra Aleena Sana Mahnoor Laiba Saira`,
  men: `
    Mohammed Imran Tariq Asif Nadeem Shahid Khalid Zahid Arif Waseem Sajid Amjad Naveed Kashif
    Shabir Rizwan Adnan Faisal Nasir Javid`,
  women: `
    Shazia Nasreen Saima Rukhsana Samina Farzana Shabana Nadia Aisha Asma Fozia Tahira Sadia Uzma
    Zahida Shaheen Rubina Parveen Nazia Sobia`,
})
