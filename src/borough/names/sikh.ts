import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Punjabi Sikh names: forenames are shared by both sexes, Singh and Kaur tell them apart. */
export const sikh: NameTables = nameTables({
  surnameFlatness: 6,
  forenameFlatness: 6,
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
  rarer: {
    surnames:
      parts(`Ahluwalia Anand Arora Aujla Bagri Bahia Bal Bansal Basi Basra Bassi Bath Bedi Bhamra
      Bhandal Bhatia Bhatti Bhullar Bilkhu Birdi Boparai Brar Buttar Chaggar Chahal Chana Chatha Chauhan
      Chohan Deol Degun Dha Dhami Dhanda Dhanjal Dhanoa Dhariwal Dhesi Dhindsa Digpal Dosanjh Dulai
      Dulku Flora Gahir Garcha Ghag Ghataora Ghuman Gosal Grewal Hayre Heer Hothi Jagpal Jandu Janjua
      Jassal Jaswal Jawanda Jheeta Jhutti Johal Kahlon Kalsi Kandola Kang Kalirai Khaira Khangura Khera
      Khosa Kooner Kullar Kundi Lall Lidder Lotay Lally Maan Mahal Mahil Malhi Manak Mangat Marwaha
      Matharu Minhas Mudhar Nagra Nahal Nandra Nijjar Nizzar Padda Panesar Pannu Parhar Pawar Phull
      Plaha Pooni Powar Randhawa Reehal Rehal Riat Roath Sagoo Saggu Sahni Saini Samra Sanghera Sangha
      Sarai Sehmi Sekhon Sembhi Sian Sidhu Sihota Soor Sohal Sond Suri Takhar Thandi Thiara Tiwana Toor
      Tumber Ubhi Uppal Virk Walia Wander`),
    // Forenames are put together from two words, and serve both sexes.
    boys: crossed(
      `Gur Har Jas Man Sukh Par Kul Raj Kar Nav Am Dil Inder Jag Ran Sat Bal Tej Lakh Prabh Arsh Ek Fateh
       Ajeet Jap Khush Ravi Sim Ujal Yad`,
      `preet deep jit jot veer want inder pal noor meet raj bir singh tej`,
    ),
    girls: crossed(
      `Gur Har Jas Man Sukh Par Kul Raj Kar Nav Am Dil Inder Jag Ran Sat Bal Tej Prabh Arsh Jap Khush
       Ravi Sim Ish Mehr Avn Bir`,
      `preet deep jit jot leen want inder pal noor meet neet een gun`,
    ),
    men: crossed(
      `Gur Har Jas Man Sukh Par Kul Raj Kar Nav Am Dil Jag Ran Sat Bal Tej Lakh Mohan Sur`,
      `deep jit want inder pal bir dev meet`,
    ),
    women: crossed(
      `Gur Har Jas Man Sukh Par Kul Raj Kar Nav Am Dil Jag Ran Sat Bal Tej Mohan Sur`,
      `preet deep jit want inder pal meet vinder`,
    ),
  },
})
