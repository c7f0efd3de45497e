import { type NameTables, nameTables } from './name-table.ts'

/** Turkish, Kurdish and Turkish Cypriot names. */
export const turkish: NameTables = nameTables({
  surnameFlatness: 3,
  forenameFlatness: 4,
  surnames: `
    Yılmaz Kaya Demir Şahin Çelik Yıldız Aydın Öztürk Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt
    Özdemir Polat Hassan Mehmet Osman Mustafa`,
  boys: `
    Yusuf Eymen Mustafa Ömer Ali Mehmet Emir Kerem Deniz Berk Can Ahmet Hüseyin Baran Aras`,
  girls: `
    Zeynep Elif Defne Ela Melis Ayşe Yasemin Ebru Selin Derya Aylin Leyla Meryem Azra Rojin`,
  men: `
    Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Murat Ömer Kemal Cem Serkan`,
  women: `
    Ayşe Fatma Emine Hatice Zeynep Elif Meryem Özlem Sevgi Gülay Filiz Nurcan`,
})
