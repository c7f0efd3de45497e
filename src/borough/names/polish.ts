import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Polish names; surnames are in the man's form, of which a woman's may be made. */
export const polish: NameTables = nameTables({
  surnameFlatness: 12,
  forenameFlatness: 8,
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
  rarer: {
    surnames: [
      ...parts(`Wróblewski Nowicki Adamski Sikorski Zawadzki Kubiak Wilk Chmielewski Borkowski Sokołowski
        Szczepański Sawicki Kucharski Lis Maciejewski Kubicki Kalinowski Wysocki Mazurek Kaźmierczak
        Sobczak Czarnecki Kołodziej Urbański Błaszczyk Głowacki Zakrzewski Krajewski Laskowski
        Ziółkowski Makowski Szulc Jasiński Brzeziński Przybylski Szymczak Borowski Górski Kaczmarek
        Stępień Duda Włodarczyk Marciniak Bąk Wrona Kozak Gajda Kania Mroczek Bednarek Cieślak Czajka`),
      ...crossed(
        `Adam Bart Biel Bog Bor Brzez Chmiel Czerw Dom Gaj Gór Gras Jab Jan Jas Kacz Kal Kam Kasp
         Klim Koc Kos Kraj Król Kub Lew Lip Łuk Mac Maj Mal Mar Mat Mich Mil Mro Nied Olej Orł Ost
         Paw Piątk Pie Pol Rog Rud Ryb Sad Sied Skor Sob Sok Star Stach Szul Tom Urb Wal War Wit Wol
         Wró Zab Zar Ziel`,
        `owski ewski iński czyk czak iak ecki alski orski anek ulski`,
      ),
    ],
    boys: parts(`Adrian Alan Albert Aleks Arkadiusz Artur Bartosz Bartłomiej Błażej Borys Bruno Cezary
      Cyprian Damian Daniel Dariusz Eryk Fabian Gabriel Grzegorz Gustaw Hubert Ignacy Igor Jacek
      Jerzy Jeremi Józef Julian Juliusz Kajetan Kamil Karol Konrad Kornel Krystian Ksawery Leon Leonard
      Łukasz Maciej Maks Marcel Marcin Marek Miłosz Natan Nikodem Norbert Olaf Paweł Przemysław Radosław
      Rafał Robert Ryszard Sebastian Stanisław Stefan Szczepan Tadeusz Tobiasz Tymon Tymoteusz Witold
      Wincenty Władysław Zygmunt`),
    girls:
      parts(`Ada Adrianna Agata Agnieszka Alina Amanda Anastazja Anna Aniela Antonina Apolonia Barbara
      Beata Blanka Celina Dagmara Daria Diana Dominika Dorota Eliza Elżbieta Ewa Ewelina Helena Ida
      Iga Inga Izabela Jagoda Jadwiga Joanna Justyna Kaja Kalina Kamila Karina Karolina Kinga Klara
      Klaudia Kornelia Lidia Liliana Łucja Malwina Marcelina Marianna Marta Martyna Matylda Melania
      Michalina Milena Monika Nadia Nela Nina Olga Patrycja Paulina Pola Róża Roksana Rozalia Sandra
      Sara Stefania Sylwia Tola Urszula Wanda Zosia`),
  },
})
