import { type NameTables, nameTables } from './name-table.ts'

/** Chinese names: the family name comes first at home; many have an English forename too. */
export const chinese: NameTables = nameTables({
  surnameFlatness: 3,
  forenameFlatness: 4,
  surnames: `
    Chen Wong Li Wang Lin Zhang Chan Liu Huang Lam Yang Zheng Wu Cheung Ng Lau Zhao Ho`,
  boys: `
    Jun-Hao Zi-Xuan Wei Hao-Yu Ming Tian-Yi Ka-Ho Chun-Kit Yi-Chen Lok-Yin Jia-Wei Xin`,
  girls: `
    Xin-Yi Mei-Ling Zi-Han Yu-Tong Hoi-Ching Jia-Yi Wing-Yan Ling Si-Yu Yan-Ting Rui-Xin`,
  men: `
    Wei Jian Ming Qiang Kin-Wah Chi-Keung Jun Feng Tao Bo Hong Siu-Ming`,
  women: `
    Mei Li-Na Xiu-Ying Yan Fang Siu-Ling Wai-Ling Hui Jing Xiao-Hong Pui-Yee Na`,
})
