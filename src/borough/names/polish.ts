import { type NameTables, nameTables } from './name-table.ts'

/** Polish names; surnames are in the man's form, of which a woman's may be made. */
export const polish: NameTables = nameTables({
  surnameFlatness: 6,
  forenameFlatness: 4,
  surnames: `
    Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak
    Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Piotrowski Grabowski Nowakowski
    Pawłowski Michalski Adamczyk Dudek Zając Wieczorek Jabłoński Król Majewski Olszewski Jaworski
    Malinowski Pawlak Witkowski Walczak Sikora Rutkowski Michalak Szewczyk Baran Tomaszewski`,
  boys: `
    Jakub Jan Antoni Szymon Filip Aleksander Mikołaj Franciszek Adam Michał Kacper Mateusz Oliwier
    Wojciech Dawid Patryk Oskar Wiktor Dominik Tomasz Krzysztof Maksymilian Piotr`,
  girls: `
    Zuzanna Julia Maja Zofia Hanna Lena Alicja Maria Oliwia Aleksandra Natalia Wiktoria Amelia Emilia
    Gabriela Katarzyna Magdalena Nikola Weronika Małgorzata Laura`,
  men: `
    Piotr Krzysztof Andrzej Tomasz Paweł Marcin Michał Grzegorz Łukasz Adam Marek Mariusz Rafał
    Sebastian Dariusz Kamil Wojciech Damian`,
  women: `
    Anna Katarzyna Agnieszka Małgorzata Joanna Ewa Magdalena Monika Aleksandra Natalia Karolina
    Marta Justyna Sylwia Beata Edyta Paulina Dorota`,
})
