/**
 * What people are called at home and school instead of the name on their birth certificate, in
 * falling order of use. Only common forms: the borough's nicknames should be those a clerk meets.
 */
const lines = `
  Alexander: Alex Sandy Xander
  Alexandra: Alex Sasha Lexi
  Aleksandra: Ola
  Abdirahman: Abdi
  Abdullahi: Abdi
  Andrew: Andy Drew
  Anthony: Tony Ant
  Antoni: Antek Tony
  Abigail: Abby Gail
  Agnieszka: Aga
  Amelia: Millie Amy
  Archie: Arch
  Ayodele: Ayo Dele
  Bethany: Beth
  Benjamin: Ben Benji
  Bernadette: Bernie
  Bridget: Bridie Brid
  Catherine: Cath Kate
  Katarzyna: Kasia Kate
  Charlotte: Lottie Charlie
  Charlie: Charles
  Christopher: Chris Kit
  Chukwuemeka: Emeka
  Chidinma: Chichi
  Daniel: Dan Danny
  Danielle: Dani
  David: Dave Davey
  Deborah: Debbie Debs
  Dawid: David
  Edward: Ed Eddie Ted
  Eleanor: Ellie Nell
  Elizabeth: Liz Beth Lizzie
  Emily: Em Emmy
  Emmanuel: Manny Emma
  Fadumo: Fatima
  Freddie: Fred Frederick
  Georgia: Georgie
  Gurpreet: Guri Preet
  Harrison: Harry
  Harpreet: Harry Preet
  Harry: Harrison Haz
  Isabella: Bella Izzy
  Jacob: Jake
  Jakub: Kuba
  James: Jim Jamie Jimmy
  Jaspreet: Jas
  Jennifer: Jen Jenny
  Jessica: Jess Jessie
  Joanna: Asia Jo
  John: Johnny Jack
  Jonathan: Jon Jonny
  Joseph: Joe Joey
  Joshua: Josh
  Krzysztof: Kris
  Lauren: Loz
  Leanne: Lee
  Louie: Louis
  Lucas: Luke
  Madison: Maddie
  Magdalena: Magda
  Maksymilian: Maks Max
  Manpreet: Mani
  Margaret: Maggie Peggy
  Małgorzata: Gosia
  Mateusz: Mati
  Matthew: Matt Matty
  Matilda: Tilly
  Michael: Mike Mick
  Mohamed: Mo
  Mohammed: Mo
  Muhammad: Mo Mohammed
  Nathaniel: Nate Nathan
  Natasha: Tasha
  Nicholas: Nick
  Nicola: Nicky
  Oliver: Ollie
  Olivia: Liv Livvy
  Oluwafunmilayo: Funmi
  Oluwaseun: Seun
  Oluwatobi: Tobi
  Patricia: Pat Trish
  Patrick: Paddy Pat
  Patryk: Patrick
  Penelope: Penny
  Philip: Phil
  Piotr: Peter Piotrek
  Rebecca: Becky Becca
  Richard: Rick Rich
  Robert: Rob Bobby
  Ronnie: Ron
  Samantha: Sam
  Samuel: Sam Sammy
  Sebastian: Seb
  Sophia: Sophie
  Stanley: Stan
  Stephanie: Steph
  Stephen: Steve
  Steven: Steve
  Sukhdeep: Sukhi
  Susan: Sue
  Temitope: Temi
  Theo: Theodore
  Thomas: Tom Tommy
  Tomasz: Tomek
  Victoria: Vicky Tori
  Wiktoria: Vicky
  William: Will Billy Bill
  Wojciech: Wojtek
  Zachary: Zac Zak
  Zuzanna: Zuzia
`

const table = new Map<string, readonly string[]>(
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [formal, short] = line.trim().split(': ')
      return [formal ?? '', (short ?? '').split(' ')] as const
    }),
)

/** The call names of a forename, commonest first; empty where it has none. */
export function callNamesOf(forename: string): readonly string[] {
  return table.get(forename) ?? []
}
