import { rarerBritishBoys, rarerBritishGirls } from './british-forenames.ts'
import { crossed, hyphened, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Chinese names: the family name comes first at home; many have an English forename too. */
export const chinese: NameTables = nameTables({
  surnameFlatness: 5,
  forenameFlatness: 8,
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
  rarer: {
    surnames:
      parts(`Au Bai Cai Cao Chai Chau Cheng Cheong Cheung Chiu Cho Choi Chong Chow Chu Chui Chung
      Cui Dai Deng Ding Dong Du Duan Fan Fang Feng Fok Fong Fu Fung Gao Ge Gong Gu Guan Guo Han Hao He
      Hong Hou Hsu Hu Hui Jia Jiang Jin Kan Kang Kong Koo Kwan Kwok Kwong Lai Lau Lee Lei Leung
      Liang Liao Lo Long Lu Lui Luk Luo Lv Ma Mak Man Mao Mei Meng Mo Mok Mui Ngai Ni Or Ou Pan Pang Peng
      Poon Qian Qin Qiu Ren Shao Shek Shen Shi Shum Sin Siu So Song Su Suen Sun Sze Tai Tam Tan Tang Tao
      Tian To Tong Tsang Tse Tsui Tung Wan Wei Wen Xia Xiao Xie Xu Xue Yan Yau Ye Yeung Yin Yip Yiu Yu
      Yuan Yue Yuen Yung Zeng Zhong Zhou Zhu Zou`),
    boys: [
      ...crossed(
        `Jun Zi Hao Tian Yi Jia Ming Yu Chen Bo Wen Zhi Rui Xu Kai Sheng Ka Chun Lok Ho Wing Tsz Hin`,
        `Xuan Hao Yu Wei Chen Yang Ze Rui Kit Yin Hei Ho Him Long Lam Fung Ming Jie Tao Lin`,
        hyphened,
      ),
      ...rarerBritishBoys,
    ],
    girls: [
      ...crossed(
        `Xin Mei Zi Yu Jia Si Rui Yi Ke Xiao Ya Meng Shu Wan Hoi Wing Yan Tsz Ka Hiu Lok Sum`,
        `Yi Ling Han Tong Xin Ting Yan Qi Yue Lan Ching Yu Kei Man Ying Yau Lam Wai Hua Na`,
        hyphened,
      ),
      ...rarerBritishGirls,
    ],
    men: crossed(
      `Kin Chi Siu Wai Kwok Man Tak Yiu Jian Zhi Guo Wen Hong Xiao`,
      `Wah Keung Ming Hung Leung Fai Kwong Ping Qiang Jun Feng Bin Hua Long`,
      hyphened,
    ),
    women: crossed(
      `Li Xiu Siu Wai Pui Mei Yuk Lai Xiao Ya Suk Shuk Ching Yuen`,
      `Na Ying Ling Yee Fong Kuen Ping Hong Mei Juan Lan Wah Han Chun`,
      hyphened,
    ),
  },
})
