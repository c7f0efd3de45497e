import { rarerBritishBoys, rarerBritishGirls } from './british-forenames.ts'
import { rarerBritishSurnames } from './british-surnames.ts'
import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Families from Jamaica and other Caribbean islands. */
export const caribbean: NameTables = nameTables({
  surnameFlatness: 12,
  forenameFlatness: 14,
  surnames: `
    Brown Williams Campbell Clarke Johnson Grant Reid Francis Thompson Gordon Morgan Lewis Henry
    Joseph Daley Bailey Palmer Stewart Powell Hinds Blake Charles Samuels Richards Edwards Wright`,
  boys: `
    Jayden Tyrell Kai Isaiah Malachi Elijah Josiah Jerome Marcus Andre Nathaniel Aaron Reece Micah
    Tyrese Zion Caleb Dominic`,
  girls: `
    Aaliyah Tianna Naomi Shanice Imani Kiara Jada Zahra Nevaeh Destiny Leah Renee Tiana Keisha
    Amara Chanel Rochelle`,
  men: `
    Marcus Leroy Winston Delroy Errol Jerome Andre Devon Dwayne Curtis Trevor Nathan Carlton
    Anthony`,
  women: `
    Sharon Marcia Yvonne Donna Keisha Simone Natasha Chantelle Michelle Beverley Paulette Tanya
    Rochelle Janet`,
  rarer: {
    // Most surnames are those of the islands' British past.
    surnames: rarerBritishSurnames,
    boys: [
      ...parts(`Amari Andre Antwan Ashanti Cairo Corey Dante Darnell Darius Demari Dior Dre Ezekiel
        Hezekiah Jahmal Jaheim Jahmari Jamal Jermaine Javari Jaylen Kaleb Kamari Keanu Kenan Khari
        Kofi Kymani Lamar Levi Leroy Lorenzo Malik Marley Nasir Nevaan Nyeem Omari Orlando Quincy
        Raheem Remi Rico Rio Roman Shaquille Shiloh Terrell Theo Tobiah Travis Trey Tristan Xavier
        Zaire Zayn Zephaniah`),
      ...crossed(`Ja Ke De Ty Ra Sha`, `von ron mar rell vonte quan kai shaun mari lani`),
      ...rarerBritishBoys,
    ],
    girls: [
      ...parts(`Aaliya Aiyana Alana Aleisha Aliyah Amani Anaya Angel Ariah Armani Ashanti Asia Aurora
        Azaria Brianna Cherelle Ciara Dejah Diamond Dior Ebony Essence Faith Gabrielle Genesis Heaven
        Honor Jahzara Janae Jasmine Jayda Jodi Kadie Kamara Kayla Keziah Khadijah Khloe Kyra Latoya
        Lashay Layla Makeda Malia Mya Nadine Nia Nyah Paris Passion Princess Raven Rhianna Sade
        Sahara Sanaa Serenity Shania Shereen Skye Talia Tamia Tamara Tatiana Tayah Tiara Tiffany
        Toni Trinity Yasmin Zaria Zion`),
      ...crossed(`La Sha Ke Ja Ta Na`, `nae niece quela tisha nelle miah riah tonya delle mara`),
      ...rarerBritishGirls,
    ],
  },
})
