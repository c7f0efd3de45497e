import { rarerBritishBoys, rarerBritishGirls } from './british-forenames.ts'
import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Yoruba, Igbo and other Nigerian names, and Ghanaian neighbours. */
export const nigerian: NameTables = nameTables({
  surnameFlatness: 14,
  forenameFlatness: 12,
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
  rarer: {
    surnames: [
      ...crossed(
        `Ade Ola Olu Oye Ayo Oluwa Ogun Fa Ife Akin Ola Aki Omo Odu`,
        `yemi bayo wale tunde kunle niyi dele sanya bola femi gbenga toye leke rinde soji wuyi bisi
         fowora goke shina yinka tomi dipe moye`,
      ),
      ...crossed(
        `Nwa Oke Eze Obi Chi Uche Ony Ike Anya Ogbo Umea Nna Mba Ama`,
        `chukwu dike kwu agu eze nna biko mara ogu kanma oha du ike nwa igwe zor`,
      ),
      ...parts(`Abdullahi Abubakar Adamu Aliyu Audu Danjuma Garba Haruna Idris Lawal Mohammed Salisu
        Sani Suleiman Tanko Umar Usman Yakubu Yusuf Addo Adjei Agyeman Amoah Ampofo Ankrah Ansah Appiah
        Asamoah Baah Badu Bonsu Darko Donkor Frimpong Gyasi Kwarteng Nkrumah Nyarko Ofori Opoku Osei
        Otoo Quaye Sarpong Tetteh Yeboah`),
    ],
    boys: [
      ...crossed(
        `Oluwa Ayo Temi Ade Olu Ife Ire`,
        `darasimi tobiloba femi kunmi tomiwa wale dayo loba nifemi muyiwa kayode gbemi fola`,
      ),
      ...crossed(`Chi Chukwu Obi Ikechi Ebu Kene`, `nonso ebuka dera jindu buike somto kamso azor`),
      ...parts(`Abraham Benjamin Caleb Christopher Divine Ebenezer Ezekiel Favour Gideon Godwin Gabriel
        Ethan Jeremiah Joel John Jonathan Joseph Josiah Kelvin King Kwaku Kwabena Kwadwo Yaw Nana Kojo
        Micah Nathaniel Nehemiah Othniel Paul Philip Prince Raphael Reuben Solomon Stephen Timothy
        Victor Wisdom Zion`),
      ...rarerBritishBoys,
    ],
    girls: [
      ...crossed(
        `Oluwa Ayo Temi Ade Olu Ife Ire`,
        `damilola tomisin simi bukola funke kemi mide tofunmi nuoluwa tola toni sewa dunni`,
      ),
      ...crossed(`Chi Ada Obi Nke Kamsi Ugo`, `amaka nwe ora olisa ozie chukwu nelo mma berechi`),
      ...parts(`Angel Benedicta Charity Christabel Comfort Daniella Divine Dorcas Elizabeth Emmanuella
        Eunice Evelyn Fortune Gift Gloria Goodness Hannah Hephzibah Janet Joan Joy Judith Keren Liberty
        Lois Lydia Marvellous Mercy Michelle Miracle Naomi Patience Peace Praise Princess Priscilla
        Rachel Rebecca Ruth Stephanie Success Tabitha Testimony Treasure Victoria Afia Akosua Akua Ama
        Efua Esi Yaa`),
      ...rarerBritishGirls,
    ],
    men: crossed(
      `Ade Olu Ayo Baba Ola Akin Chi Nna Ike Obi`,
      `bowale sola femi tope yinka rotimi gboyega wole nedum emeka noso kwe dozie`,
    ),
    women: crossed(
      `Ade Olu Ayo Yemi Ola Bola Chi Nne Ife Ngo`,
      `sola tola bimpe ronke dunmi foluke moji wunmi nyere amaka oma zoba kachi`,
    ),
  },
})
