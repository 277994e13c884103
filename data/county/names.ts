/** Invented names. Common words of mountain country, put together by the seed; none points at a real place. */
import type { Random } from '../../api/statistics/random.ts'

export const COUNTY_CODE = '990128'
export const COUNTY_NAME = '示例县'

export const SUBDISTRICTS = ['澄川', '霁云']
export const TOWNS = ['麦溪', '桐花', '岚关', '鹿渡', '松涧', '雁塘', '枫垭', '椒园', '栖鹭']
export const TOWNSHIPS = ['苔岭', '听泉', '杉坳', '野梨', '高荞']

const FIRST = [
  '青石', '大水', '小水', '核桃', '麻柳', '黄泥', '红岩', '白果', '花椒', '板栗', '柏香', '石门', '鱼洞', '马鞍', '牛角', '羊耳',
  '岩脚', '凉风', '落水', '响水', '甘蔗', '荞麦', '燕子', '喜鹊', '画眉', '杜鹃', '樱桃', '枇杷', '柿子', '棕树', '皂角', '槐树',
  '仙人', '望云', '接云', '磨刀', '碓窝', '铜厂', '瓦窑', '石灰', '砂锅', '茶林', '竹林', '松林', '楠木', '桂花', '金竹', '黄桷',
  '三岔', '双河', '回龙', '关口', '新田', '长田', '官田', '梯子', '天池', '月亮', '星宿', '云雾', '雪松', '高峰', '中寨', '上寨',
  '下寨', '老屋', '新场', '长岭', '平川', '朝阳', '向阳', '和乐', '永安', '长乐', '同心', '团山', '五谷', '丰裕', '顺河', '临江',
]
const SECOND = ['坪', '沟', '湾', '坝', '垭', '塘', '岭', '冲', '井', '坡', '箐', '寨', '田', '坳', '梁', '岩', '溪', '屯', '营', '桥']
const OLD_FIRST = ['红星', '前进', '跃进', '光明', '胜利', '群力', '东风', '卫星']

/** A village's name without its 村 or 社区. */
export function villageStem(random: Random): string {
  const first = random.pick(FIRST)
  const bare = random() < 0.42
  const second = random.pick(SECOND)
  return bare || first.endsWith(second) ? first : first + second
}

/** What older people and old files call it; empty for most. */
export function formerNames(stem: string, random: Random): string[] {
  const draw = random()
  if (draw < 0.1) return [`${random.pick(OLD_FIRST)}大队`]
  if (draw < 0.2) return [`${stem}大队`]
  if (draw < 0.26) return [`原${stem}乡`]
  return []
}

/** Pairs that a place finder must keep apart: the second is a different village of the same township. */
export const TRAPS: readonly [string, string][] = [
  ['麻柳', '麻柳坝'], ['双河', '双河口'], ['白果', '白果树'], ['长田', '长田湾'], ['回龙', '回龙坪'],
]
/** Names that sound alike but are written apart, in two townships. */
export const SOUND_ALIKES: readonly [string, string][] = [['永安', '永庵'], ['和乐坪', '河落坪']]

const RIVER_WORDS = ['澄', '鹿鸣', '桐花', '苔', '白练', '青萝', '落星', '石笋', '麦', '响水', '双叶', '芦', '玉带', '清音',
  '乌龙', '枫', '雪溪', '野鸭', '柳', '花园', '碧', '荞', '松风', '洗马', '银鱼', '冷水', '温泉', '跳石', '蓝靛', '黑龙潭', '仙女']

/** Names of rivers from the largest down: 江 for the great one, then 河, 溪, 沟. */
export function riverNames(basins: readonly number[], random: Random): string[] {
  const words = random.shuffled(RIVER_WORDS.slice(1))
  const endings = ['溪', '沟', '箐']
  const order = basins.map((km2, i) => ({ km2, i })).sort((a, b) => b.km2 - a.km2)
  const names: string[] = basins.map(() => '')
  order.forEach(({ km2, i }, rank) => {
    if (rank === 0) names[i] = '澄江'
    else if (km2 >= 28) names[i] = `${words[(rank - 1) % words.length]}${km2 >= 110 ? '河' : '小河'}`
    else names[i] = `${villageStem(random)}${random.pick(endings)}`
  })
  return names
}

const PEAK_ENDS = ['山', '尖', '梁子', '大山', '岩', '顶', '岭', '包']
const PEAK_WORDS = ['云顶', '望海', '轿子', '笔架', '老鹰', '大黑', '雪公', '三尖', '磨盘', '香炉', '金字', '狮子', '羊角', '帽盒', '雷打',
  '朝天', '天台', '药', '大尖', '马头', '观音', '凌云', '白云', '箭杆', '石人', '大坪', '火烧', '黑松', '杜鹃', '照壁']

export function peakNames(count: number, random: Random): string[] {
  const names = new Set<string>(['云顶大山'])
  while (names.size < count) names.add(random.pick(PEAK_WORDS) + random.pick(PEAK_ENDS))
  return [...names].slice(0, count)
}
