import { parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Bangladeshi names, mostly of Sylheti families. */
export const bangladeshi: NameTables = nameTables({
  surnameFlatness: 2.2,
  forenameFlatness: 3,
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
  rarer: {
    surnames:
      parts(`Abdullah Akbar Akhtar Akram Amin Anam Anwar Arif Ashraf Aziz Azad Bari Bashir Bepari
      Bhuiyan Biswas Chy Dewan Faruque Gazi Gofur Habib Haider Halim Hamid Hannan Hasan Hashem Hawladar
      Husain Jalal Jalil Jamal Kabir Kader Kazi Khaled Khalique Khatib Laskar Latif Mahmud Majid Malek
      Mannan Matin Meah Mollah Mondol Monir Motin Mozumder Mukith Munshi Muqit Nasir Noor Paul Pramanik
      Quddus Quyum Rahim Raja Rashid Rob Rouf Sadik Salam Salique Samad Sattar Shah Shahid Shikder
      Shofique Sikder Siddique Sobhan Subhan Syed Tafadar Taher Talukder Tarafdar Wadud Wahid Yasin Zaman`),
    boys: parts(`Aariz Abdullah Abid Abrar Adil Ahnaf Ahsan Arafat Arham Arman Asif Ashfaq Azmain Bilal Daiyan
      Ehsan Fahad Fahim Faisal Farhan Habib Hamid Hasan Hisham Hossain Ihsan Ilyas Irfan Isa Ismail
      Jabir Jibran Junaid Kamran Kashif Khalid Labib Luqman Mahbub Mahfuz Maruf Mikail Minhaj Muaz Musa
      Mushfiq Naim Nafis Nahid Nasim Omar Rahat Raihan Rakib Rashid Rayhan Reza Rifat Sabbir Sadman
      Safwan Sahil Saif Sajid Sakib Samir Shahriar Shakil Siyam Sohan Sulaiman Tahsin Talha Tamim Tareq
      Taufiq Umar Usman Wasim Yahya Yasin Yunus Zahin Zayan Zubair`),
    girls:
      parts(`Aaliyah Adiba Afia Afrin Alisha Amina Anisa Anjum Arifa Arisha Ayesha Farzana Fahmida Faiza
      Fariha Farihah Habiba Hafsa Halima Hanifa Humayra Ifa Inaya Israt Jahanara Jannatul Jasmin Juhi
      Kamila Khadija Labiba Lamia Lamisa Mahbuba Mahdiya Maliha Marufa Mehjabin Mim Muntaha Munira Mysha
      Nafisa Nahida Naima Najma Nazia Nishat Nowrin Nuha Nusaiba Rabeya Radia Rahnuma Rida Rumana Ruqaiya
      Sabiha Sabrina Saima Sahara Salma Sanjida Shahana Shamima Sharmin Sidra Suhana Sultana Tabassum
      Tahiya Tamanna Tanisha Tania Tanzila Taslima Tayyibah Umaira Yasmin Zahra Zainab Zannat Zarin`),
    men: parts(`Abdus Abu Ahad Akhlas Ali Alim Amir Anis Arif Ashik Ataur Aziz Azizur Badrul Bashir Belal
      Delwar Dilwar Enamul Fazlul Forid Foysol Giash Golam Hafiz Hasan Helal Iqbal Jashim Jubair Kadir
      Khaled Lutfur Mahbub Mamun Manik Mashuk Miah Mohibur Monir Mostafa Mujib Mukhtar Nazrul Nazim Nizam
      Obaidur Rashed Rezaul Ruhul Sadik Saiful Sayed Selim Shafiqul Shamim Sharif Sheikh Siraj Suhel Syed
      Tajul Tariq Taher Tofayel Zakir Ziaur`),
    women:
      parts(`Afia Aklima Amena Anowara Asma Ayarun Bilkis Dilara Fahima Farhana Farida Feroza Fulbanu
      Gulshan Halima Hamida Hosne Jamila Jesmin Julekha Khaleda Kulsuma Lipi Lovely Mahmuda Majeda
      Mina Morium Munni Nahar Najma Nasima Nargis Nilufa Nurjahan Parul Parvin Rabeya Rahela Rashida
      Rasheda Rehena Rezia Rina Rojina Roushan Runa Rupali Sabina Sajeda Salena Sayeda Shamsun Sharifa
      Sheli Shirina Shiuli Sufia Sulema Taslima Umme Yasmin`),
  },
})
