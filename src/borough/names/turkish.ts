import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Turkish, Kurdish and Turkish Cypriot names. */
export const turkish: NameTables = nameTables({
  surnameFlatness: 8,
  forenameFlatness: 8,
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
  rarer: {
    surnames: [
      ...parts(`Acar Akın Aksoy Aktaş Akyol Altun Ateş Avcı Balcı Başaran Bayram Bilgin Bozkurt Bulut Can
        Coşkun Çakır Çiçek Demirci Deniz Dinç Duman Durmaz Ekinci Erdem Erdoğan Eren Erol Genç Gök Güler
        Gümüş Güneş Güven İnce Işık Karaca Karadağ Karakaş Keskin Kıran Korkmaz Köse Mutlu Okur Oruç
        Özer Özkan Özmen Şen Sağlam Sarı Sezer Sönmez Taş Tekin Tok Toprak Tunç Turan Türk Uçar Uğur Uysal
        Uzun Ünal Vural Yalçın Yaşar Yavuz Yüksel Zorlu Hüseyin Ramadan Salih Ali Ahmet Djemal Kemal Niyazi`),
      ...crossed(
        `Öz Kara Ak Er Gül Demir Taş Yıl Bay Tan Al Gök Koç Aslan Bal Çal Doğ Gün Ay Sarı Boz Kurt Top Ulu`,
        `türk demir kaya kan soy gün yurt bay bulut çelik taş oğlu tekin alp er maz han kuş dağ baş bil`,
      ),
    ],
    boys: parts(`Adem Agah Alp Alper Arda Arin Atakan Atlas Ayaz Aydın Ayhan Azad Baran Barış Batuhan Baver
      Bekir Berat Bilal Burak Cem Cemal Çağan Ciwan Denizhan Doğan Doruk Efe Egemen Emin Emre Enes Ercan
      Erdem Eren Eser Evren Faruk Fatih Firat Furkan Güney Halil Hamza Hasan İbrahim İlker İsmail Kaan
      Kadir Kağan Kemal Kerim Koray Kuzey Levent Mert Mesut Miran Miraç Murat Nadir Oğuz Okan Onur Orhan
      Ozan Polat Poyraz Robin Rojhat Salih Samet Selim Serhat Sinan Soner Taylan Tolga Toprak Tuna Umut
      Uraz Utku Volkan Yağız Yaman Yasin Yiğit Yunus Zafer`),
    girls:
      parts(`Ada Ahu Alara Alev Asel Asya Aslı Arzu Avin Aysel Aysu Aysun Bahar Banu Begüm Belinay Belgin
      Berfin Beren Beril Berivan Betül Beyza Burcu Büşra Canan Ceren Ceylan Cemre Çağla Damla Deniz Dilan
      Dilara Dilek Duru Ebrar Ece Eda Ekin Elvan Emine Esra Evin Eylül Ezgi Fatma Feride Gamze Gizem Gül
      Gülşen Hazal Hatice Havin Helin Ilgın İpek İrem Jale Kader Kübra Lara Lavin Mavi Melek Melike Meltem
      Merve Mine Mira Miray Naz Nehir Neşe Nil Nisa Nur Nuray Özge Öykü Pelin Pınar Rana Rüya Sara Seda
      Selen Selma Sena Serap Sevda Sevil Sibel Songül Su Şirin Şule Tuba Tuğba Umay Ülkü Yağmur Yaren Zehra
      Zelal Zilan`),
    men: parts(`Adem Adnan Alper Aydın Ayhan Bayram Bekir Burak Bülent Cemal Cengiz Deniz Ercan Erdal Erdem
      Erkan Erol Fatih Ferhat Fikret Hakan Halil Hikmet İlhan İlker İsmail Kadir Kenan Levent Mahmut Mesut
      Metin Nazım Nihat Nuri Okan Onur Orhan Osman Özgür Ramazan Recep Salih Sedat Selim Selçuk Serdar
      Süleyman Şükrü Tarık Taner Tolga Turgut Uğur Ümit Veli Vedat Volkan Yalçın Yaşar Yavuz Yusuf Zafer Zeki`),
    women:
      parts(`Ahu Arzu Aslı Ayfer Aygül Aylin Aysel Aysun Ayten Bahar Banu Belgin Berna Betül Birsen Burcu
      Canan Çiğdem Demet Derya Didem Dilek Dilan Döndü Ebru Eda Ebru Elvan Esin Esra Feride Figen Füsun
      Gamze Gönül Gül Gülden Güler Gülsüm Hacer Halime Hanife Havva Hülya İpek Jale Kadriye Leyla Makbule
      Melek Meltem Meral Mine Müge Nalan Nazan Nermin Neslihan Nesrin Nilgün Nur Nuray Nurten Oya Pelin
      Pınar Rabia Saadet Sabiha Seda Sema Semra Senem Serap Sevda Sevim Sibel Songül Suna Şengül Şerife
      Tülay Türkan Yasemin Yeşim Yıldız Zehra Zeliha Zerrin`),
  },
})
