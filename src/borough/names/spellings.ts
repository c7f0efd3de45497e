/**
 * Spellings of one name that arise because it was written in another alphabet first, or because its
 * accents were lost: not mistakes, and each agency may hold another one.
 */
// Any of a line may stand for any other.
const mutual = `
  Muhammad Mohammed Mohammad Mohamed Muhammed Mohamad
  Ahmed Ahmad Ahmet
  Hussain Hussein Husain Hossain
  Hassan Hasan
  Yusuf Yousuf Yousef Yusef
  Ibrahim Ebrahim Ibraheem
  Umar Omar Umer
  Usman Osman Uthman
  Abdullah Abdulla Abdallah
  Ismail Ismaeel
  Zakariya Zakaria Zachariah
  Musa Moosa
  Mustafa Mustapha
  Aisha Ayesha Aysha Aishah
  Fatima Fatimah Fathima Fatema
  Khadija Khadijah Khadeeja
  Maryam Mariam Miriam Maryan
  Zainab Zaynab Zeinab
  Sumayyah Sumaya Sumaiya
  Hafsa Hafsah
  Amina Aminah Amna
  Aaliyah Aliyah Aliya
  Inaya Inayah
  Safiya Safia Safiyah
  Abdirahman Abdurahman Abdulrahman
  Fadumo Faduma Fadhumo
  Mohamud Mahamud Mohamoud
  Warsame Warsama
  Rahman Rehman Rahaman
  Choudhury Chowdhury Chaudhry Choudhry Chaudhary
  Miah Mia Miya
  Uddin Udin Ud-Din
  Begum Begom Begam
  Bibi Beebi
  Khatun Khatoon
  Akhtar Akhter Aktar
  Sheikh Shaikh Sheik
  Qureshi Quraishi Koreshi
  Hoque Haque Hoq
  Mahmood Mehmood Mahmud
  Siddique Siddiqui Sidique
  Iqbal Iqball
  Davies Davis
  Clarke Clark
  Sarah Sara
  Connor Conor Conner
  Catherine Katherine Kathryn
  Stephen Steven
  Thompson Thomson
`

// The first of a line may be written as the others, but not the other way round: a Michał becomes a
// Michael in an English office, a Michael seldom becomes a Michał.
const oneWay = `
  Kaur Kour
  Sandhu Sandu
  Dhillon Dhilon Dillon
  Patel Pattel
  Zhang Chang
  Wang Wong
  Chen Chan Chin
  Li Lee
  Wiśniewski Wisniewski Wishniewski
  Wiśniewska Wisniewska
  Wójcik Wojcik
  Dąbrowski Dabrowski
  Dąbrowska Dabrowska
  Kamiński Kaminski
  Woźniak Wozniak
  Yılmaz Yilmaz
  Şahin Sahin
  Çelik Celik
  Öztürk Ozturk
  Michał Michal Michael
  Mikołaj Mikolaj Nikolai
  Łukasz Lukasz Lucas
  Aleksander Alexander
  Zofia Sofia Sophia
  Wiktoria Victoria
  Katarzyna Catarzyna
  Filip Philip
  Wiktor Victor
  Ștefan Stefan
  Ayşe Ayse
  Siobhan Shevaun Siobhán
  Sinead Sinéad
  Niamh Neve
  Aoife Eefa
  Caoimhe Keeva
  O'Brien OBrien
  O'Connor OConnor
  O'Neill ONeill O'Neil
  O'Sullivan OSullivan
  McCarthy MacCarthy Mc-Carthy
  McDonagh McDonough
  Sophie Sofie
  Isla Ayla
  Jayden Jaden Jaydon
  Callum Calum
  Kian Cian
  Zachary Zachery
  Elliot Elliott
  Rebecca Rebekah
  Hannah Hanna
  Leah Lia
  Phoebe Phebe
  Imogen Imogan
  Okafor Okafour
  Adeyemi Adeyemy
  Oluwaseun Oluseun
`

const table = new Map<string, readonly string[]>()
for (const [first, ...others] of formsIn(oneWay)) table.set(first ?? '', others)
for (const forms of formsIn(mutual)) {
  for (const form of forms) {
    table.set(
      form,
      forms.filter((other) => other !== form),
    )
  }
}

/** The other spellings of a name; empty where none are usual. */
export function spellingsOf(name: string): readonly string[] {
  return table.get(name) ?? []
}

function formsIn(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '))
}
