import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Pakistani names; a few family names cover many unrelated families. */
export const pakistani: NameTables = nameTables({
  surnameFlatness: 2.2,
  forenameFlatness: 3,
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
  rarer: {
    // Last names are often a father's or a grandfather's own name.
    surnames: [
      ...parts(`Abbas Abbasi Adil Afsar Ahmad Akbar Akram Alam Altaf Amin Amir Amjad Ansari Arif Asghar
        Asif Awan Ayub Aziz Babar Baig Bari Basharat Bhatti Bukhari Chishti Dad Dar Din Durrani Ejaz
        Faisal Farooq Fazal Gul Gulzar Habib Haider Hameed Haq Haroon Hayat Ibrahim Idrees Ilyas Imran
        Inayat Irfan Ishaq Ishfaq Ismail Jabbar Jahangir Jamil Janjua Jawad Kamal Karim Kausar Kayani
        Kazmi Khaliq Khalid Khokhar Khurshid Latif Liaqat Lodhi Mahboob Majeed Manzoor Maqsood Masood
        Mehmood Minhas Mubarak Mughal Mukhtar Munir Murtaza Mushtaq Naeem Nadeem Naseer Naz Nazir
        Niazi Nisar Noor Parvez Pervaiz Qadir Qasim Qayyum Rafiq Rafique Rahim Raja Rana Rasheed Rasool
        Rathore Rauf Raza Razzaq Rehmat Rizvi Sabir Sadiq Saeed Safdar Saghir Sajjad Salim Sarwar
        Sattar Shabbir Shafi Shafiq Shahbaz Shahzad Shakeel Sharif Shaukat Sher Siddiqui Sohail Subhani
        Suleman Sultan Syed Tahir Tanveer Tariq Tufail Usmani Waheed Walayat Waqar Waris Yaqub Yasin
        Younis Yousaf Yusuf Zafar Zaheer Zahid Zahoor Zaib Zia`),
      ...crossed(
        `Abdul Fazal Ghulam Noor Mehr Sher Shah Gul Habib Saif Nazar Zia Jalal Shams Taj Badr`,
        `Karim Hussain Rasool Dad Elahi Ahmad Zaman Nabi Hadi Wali Khan Aziz Bakhsh`,
        (start, end) => `${start}-${end}`,
      ),
    ],
    boys: parts(`Aahil Aayan Abaan Abdul Abdul-Rahman Adeel Adnan Affan Ahad Ahsan Aqeel Aqib Arham Armaan
      Arsalan Aryan Asad Asim Atif Awais Azaan Azhar Badr Burhan Daniyal Dawud Ehsan Ethesham Fahad
      Faris Fawad Ghazi Haaris Hadi Haider Hammad Hanzala Haroon Hasan Hashim Haseeb Huzaifa Idrees
      Ihsaan Ilyas Irfan Isa Ishaq Jawad Jibril Junaid Kabir Kamran Khalid Khizar Luqman Mahad Mahir
      Mikaeel Moeez Mohsin Muaaz Mujtaba Musab Mussadiq Nabeel Nuh Omar Owais Qasim Rafay Rahim Raza
      Rehan Rizwan Saad Safwan Sajid Salman Sameer Shahzaib Shayan Shoaib Sohaib Sufyan Sulaiman Taha
      Talha Tayyab Ubaid Uzair Waqas Wahab Yahya Yaseen Younus Zaeem Zafar Zakariya Zaki Zubair Zohan`),
    girls:
      parts(`Aafia Aaliyah Aamna Aayat Abeeha Afia Aima Aiza Aleesha Aleeza Alayna Aliyah Amal Amara
      Amaya Anabiya Anisa Aqsa Areeba Areej Arfa Arisha Arooj Asma Ayesha Ayla Azka Bareerah Bisma
      Dania Dua Eman Erum Esha Fariha Farzana Fiza Habiba Hadiya Hafsah Haleema Hania Hareem Haya
      Hoorain Humaira Ifrah Ikra Inara Insha Isra Izma Javeria Kainat Kashaf Kinza Komal Lubna Mahira
      Maira Malaika Maliha Manahil Mariam Maryum Mehak Minahil Mishal Momina Muskan Nabila Naima Nida
      Nimra Rabia Rameen Rania Rida Rimsha Romaisa Ruqayyah Saba Sadia Safiyyah Sahar Saima Samiya
      Sehrish Shanza Sidra Sofia Suha Tahira Tania Tayyaba Tooba Umaima Umme Urooj Warda Yashfa Yusra
      Zahra Zainah Zaira Zoha Zoya Zunaira`),
    men: parts(`Abdul Abid Afzal Ahmed Akhtar Ali Altaf Amir Ansar Aqeel Arshad Ashfaq Asad Atif Azhar Babar
      Basharat Ejaz Fahim Farhan Farooq Fiaz Ghulam Habib Hamid Hassan Iftikhar Imtiaz Irfan Ishtiaq
      Jamil Kamran Karamat Khurram Liaqat Majid Mansoor Mazhar Mohsin Mubashir Mushtaq Nawaz Omar
      Pervez Qaiser Qasim Rashid Rauf Riaz Saeed Safdar Saleem Sarfraz Shafiq Shakeel Sohail Sultan
      Tahir Tanveer Umar Usman Wajid Waqar Yasir Younas Zafar Zaheer Zulfiqar`),
    women:
      parts(`Abida Aisha Amina Ambreen Anila Anjum Anum Aneesa Arifa Asia Azra Bilqis Bushra Erum
      Faiza Farah Farhat Fatima Fouzia Gulnaz Hafsa Halima Haseena Hina Humera Iram Ishrat Kaneez
      Kausar Khalida Kiran Kulsoom Lubna Mahwish Maria Maryam Mehwish Misbah Mumtaz Munira Mussarat
      Naila Naheed Najma Naseem Nargis Nasim Naveeda Nighat Noreen Nusrat Qamar Rabia Rashida Razia
      Rehana Rifat Riffat Robina Ruqayya Saba Sabiha Safina Sajida Salma Sana Sarwat Shagufta Shahida
      Shakila Shamim Shehnaz Sumera Surriya Tabassum Tasleem Tasneem Tayyaba Yasmin Zainab Zareena`),
  },
})
