import { parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Somali names: own, father's and grandfather's forename; there is no family name. */
export const somali: NameTables = nameTables({
  surnameFlatness: 5,
  forenameFlatness: 5,
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
  rarer: {
    surnames:
      parts(`Abshir Abukar Aden Afrah Ahmednur Aideed Ainab Awale Aweys Axmed Barre Bashir Bile
      Botan Buhul Cabdi Cali Dahir Dayib Deria Dhore Diriye Dualeh Egal Fidow Galaid Gedi Geedi Gelle
      Ghedi Gure Hagi Haji Haid Hajji Halane Hashi Hirsi Hufane Idle Igal Iman Ismail Jaamac Jimale Kahin
      Karie Khalif Khayre Kulane Liban Looyan Mahad Mahdi Maxamed Mire Moalim Muse Nageye Nuh Nurani Obsiye
      Odowa Qalib Qasim Raage Robleh Rooble Sabrie Said Salad Salah Samatar Shire Siad Siyad Sugule
      Suleiman Tahlil Uddin Wais Weheliye Yabarow Yasin Yey Yonis Yuusuf Zubeir`),
    boys: parts(`Aadan Abas Abdiaziz Abdifatah Abdihakim Abdikarim Abdimalik Abdinasir Abdiqani Abdirizak
      Abdisalam Abdiwahab Abshir Abubakar Adam Aden Anas Anwar Asad Ayub Badri Bashir Burhan Daud Dayib
      Deeq Elyas Fahad Faisal Faris Farhan Farah Fuad Guled Hashim Hassan Hilal Hussein Imran Isse Jabril
      Jama Kamal Khader Mahdi Mohamud Mubarak Muhsin Mukhtar Munir Muse Mustafa Naasir Nabil Nuh Osman
      Qasim Rashid Sahal Said Salman Samatar Shafie Shuayb Suhayb Suleiman Taha Ubayd Warsame Yahya Yasin
      Yonis Zayd Zubayr`),
    girls:
      parts(`Aasiya Amal Amira Anab Anisa Asli Awa Ayaan Barwaqo Bilan Degan Deeqa Ebyan Edna Faiza
      Farhiya Fartun Fathiya Fawzia Filsan Fowsia Habiba Hafsa Hajar Halimo Hani Hanan Haweya Hayat
      Ilham Iman Ismahan Istahil Jamila Juweria Kaafiya Kawsar Ladan Layla Lul Luul Magool Malyun Marwa
      Mulki Mumtaz Munira Muniro Nadifa Naima Najma Najah Nawal Nimo Qamar Raho Ramla Raniya Roda Ruqiya
      Ruweyda Saada Sabirin Safa Sahra Salma Samiya Saredo Shamso Shukri Siham Sucdi Suad Sundus Ubah
      Warda Yasmin Yusra Zamzam Zeinab Zuhur`),
    men: parts(`Abdifatah Abdikadir Abdinur Abdirashid Abdisalan Abdiweli Abshir Abukar Aden Ahmednur Ali
      Awale Barre Bashir Bile Dahir Daud Deria Diriye Egal Elmi Fuad Gelle Haji Hashi Hersi Ismail Jibril
      Kahin Khadar Khalif Liban Mahad Mahamed Mire Mohamud Mukhtar Muse Mustafe Nageye Nasir Omar Raage
      Rashid Robleh Said Salad Salah Samatar Sharif Shire Siyad Sugule Suleiman Weheliye Yasin Yonis`),
    women:
      parts(`Aamina Abshiro Amal Anab Ardo Asli Batulo Bilan Canab Dahabo Deeqo Dhudi Ebla Faduma
      Farhiya Fartun Fatuma Filsan Fowsiyo Habibo Hibo Hinda Hodo Idil Ifrax Jamila Kaltun Khadra Kinsi
      Ladan Luul Malyuun Mariam Muna Mulki Muhubo Nadifo Najma Nasra Nuurto Quman Qamar Rahmo Rukiya
      Sadia Saado Sagal Samiro Saynab Shamso Sirad Suado Sucaado Ugbad Xaawo Yurub Zeynab Zuhra`),
  },
})
