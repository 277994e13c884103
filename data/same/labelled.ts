/**
 * Matters of which we know whether they are one: our own sentences, put to a small county. Told apart are repeats that
 * another clerk wrote down in other words, near misses (same village and category, another group, road, house or sum),
 * collective letters beside single petitions, and matters that come again and again.
 */
import { diceFrom, type Dice } from '../petitions/dice.ts'
import { table } from '../tables.ts'

export type Kind = 'single' | 'repeat' | 'near' | 'collective' | 'serial'

export interface Labelled {
  /** number of the file */
  no: string
  /** what it is truly about: equal for petitions of one matter */
  truth: string
  kind: Kind
  title: string | null
  text: string
  category: string
  /** ISO day of receipt */
  on: string
  people: number
  /** village and group from 0 */
  village: number
  group: number
  /** offset in metres from the middle of the group; null: nobody wrote a point down */
  at: readonly [east: number, north: number] | null
  /** clerks who knew no more wrote the village only */
  knows: 'group' | 'village'
}

interface Demand { topic: string, category: string, wordings: { title: string, account: string }[] }
interface Fact {
  truth: string, demand: Demand, village: number, group: number, day: number
  slots: Record<string, string>
  at: readonly [number, number] | null
}

const joined = (heads: string, tails: readonly string[]) => (dice: Dice): string => {
  // no two works of one place share the first half of their names
  const pairs = heads.split(' ')
  const at = dice.int(0, pairs.length - 1)
  return `${pairs[at]}${tails[at % tails.length]}`
}
const PROJECT = joined('环城 城南 城北 东山 西河 新城 高铁 引水 产业 物流 滨河 南环', ['公路', '干渠', '产业园', '变电站', '连接线', '安置房'])
const LAND = joined('大坪 石桥 对门 河坝 白岩 长冲 杉树 牛滚 青杠 马鞍 麻柳 水井 黄泥 老鹰', ['子', '湾', '坡', '田', '脚', '林', '塘边'])
const WORK = joined('永盛 鑫源 宏达 金穗 恒通 兴旺 顺发 华兴 富民 天宇 泰和 博远', ['砂石厂', '石料厂', '搅拌站', '加工厂', '洗煤厂', '木材厂', '建材厂'])
const ESTATE = joined('幸福 锦绣 新民 杉坪 金桥 和顺 阳光 碧水 桂花 东升', ['小区', '安置区', '家园', '花园'])
const ROAD = joined('大冲 石桥 马鞍 青杠 寨子 龙洞 桐子 柏杨 磨盘 响水', ['路', '桥'])
const POND = joined('大鱼 老堰 龙洞 门前 黄泥 青龙 石板 双堰', ['塘', '水库', '堰塘'])
const named: Record<string, (dice: Dice) => string> = { road: ROAD, roof: ESTATE, school: ESTATE, pond: POND }

const demands = (): Demand[] => {
  const byTopic = new Map<string, Demand>()
  for (const { topic = '', category = '', title = '', account = '' } of table('demands')) {
    const demand = byTopic.get(topic) ?? { topic, category, wordings: [] }
    demand.wordings.push({ title, account })
    byTopic.set(topic, demand)
  }
  return [...byTopic.values()]
}

const DAY = 86_400_000
const iso = (day: number): string => new Date(Date.UTC(2024, 0, 1) + day * DAY).toISOString().slice(0, 10)
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

function factOf(demand: Demand, truth: string, village: number, group: number, dice: Dice): Fact {
  return {
    truth, demand, village, group, day: dice.int(0, 700), at: dice() < 0.75 ? [dice.int(-120, 120), dice.int(-120, 120)] : null,
    slots: {
      p: PROJECT(dice), x: (named[demand.topic] ?? LAND)(dice), s: WORK(dice), a: (dice.int(4, 96) / 10).toFixed(1),
      m: (dice.int(11, 58) / 10).toFixed(1), n: String(dice.int(2, 38)), h: String(dice.int(3, 28)), g: String(group + 1),
    },
  }
}

function written(fact: Fact, wording: number, kind: Kind, no: string, day: number, dice: Dice): Labelled {
  const { title, account } = fact.demand.wordings[wording % fact.demand.wordings.length] as Demand['wordings'][number]
  // one clerk writes 3组, another 三组
  const numeral = dice() < 0.4 ? numerals[fact.group] as string : String(fact.group + 1)
  const fill = (pattern: string): string => pattern.replace(/\{(\w)\}/g, (_, slot: string) => slot === 'g' ? numeral : fact.slots[slot] ?? '')
  const asks = dice.pick(['，希望到现场看看', '，请求给个答复', '，盼早日解决', '', ''])
  return {
    no, truth: fact.truth, kind, title: dice() < 0.93 ? fill(title) : null, text: `${fill(account)}${asks}。`, category: fact.demand.category, on: iso(day),
    people: kind === 'collective' ? dice.int(6, 60) : dice.int(1, 3), village: fact.village, group: fact.group,
    at: fact.at && dice() < 0.9 ? [fact.at[0] + dice.int(-25, 25), fact.at[1] + dice.int(-25, 25)] : null, knows: dice() < 0.85 ? 'group' : 'village',
  }
}

/** Something of the same kind that is another matter: another group, lot, house, road or sum in the same village. */
function neighbour(fact: Fact, truth: string, groups: number, dice: Dice): Fact {
  const group = dice() < 0.6 ? (fact.group + dice.int(1, groups - 1)) % groups : fact.group
  const other = factOf(fact.demand, truth, fact.village, group, dice)
  const telling = ['x', 's', 'p', 'n', 'a'] as const
  // in the same group the telling words must differ, or nobody could tell the two apart
  const alike = telling.every((slot) => !uses(fact.demand, slot) || other.slots[slot] === fact.slots[slot])
  if (group === fact.group && alike) return neighbour(fact, truth, groups, dice)
  if (group === fact.group && uses(fact.demand, 's') && other.slots['s'] === fact.slots['s']) return neighbour(fact, truth, groups, dice)
  return { ...other, day: Math.max(0, fact.day + dice.int(-90, 90)) }
}
const uses = (demand: Demand, slot: string): boolean => demand.wordings.some(({ title, account }) => `${title}${account}`.includes(`{${slot}}`))

/**
 * `facts` true matters and everything around them, in order of receipt. The same seed gives the same set.
 * @param villages how many villages the county has, @param groups in each
 */
export function labelledSet({ facts = 240, villages = 24, groups = 6, seed = 1 } = {}): Labelled[] {
  const dice = diceFrom(seed)
  const all = demands()
  const set: Labelled[] = []
  // what nobody could tell apart is one matter
  const truths = new Map<string, string>()
  const oneTruth = (fact: Fact): Fact => {
    const told = ['x', 's', 'p', 'n', 'a'].map((slot) => uses(fact.demand, slot) ? fact.slots[slot] : '')
    const key = [fact.demand.topic, fact.village, uses(fact.demand, 'g') ? fact.group : '', ...told].join('|')
    const truth = truths.get(key) ?? fact.truth
    truths.set(key, truth)
    return { ...fact, truth }
  }
  let counter = 0
  const next = (): string => `S${String(counter += 1).padStart(6, '0')}`
  for (let k = 0; k < facts; k++) {
    dice.turnTo(k, 1)
    const demand = all[k % all.length] as Demand
    const fact = oneTruth(factOf(demand, `F${k}`, dice.int(0, villages - 1), dice.int(0, groups - 1), dice))
    const first = dice.int(0, 3)
    set.push(written(fact, first, 'single', next(), fact.day, dice))
    const fate = dice()
    const times = fate < 0.45 ? 0 : fate < 0.9 ? dice.int(1, 3) : dice.int(8, 14)
    let day = fact.day
    for (let again = 1; again <= times; again++) {
      day += dice.int(5, 120)
      set.push(written(fact, first + again, times >= 8 ? 'serial' : dice() < 0.15 ? 'collective' : 'repeat', next(), day, dice))
    }
    for (let near = dice.int(0, 2); near > 0; near--) {
      const other = oneTruth(neighbour(fact, `F${k}n${near}`, groups, dice))
      set.push(written(other, dice.int(0, 3), dice() < 0.2 ? 'collective' : 'near', next(), other.day, dice))
    }
  }
  return set.sort((a, b) => a.on < b.on ? -1 : a.on > b.on ? 1 : a.no < b.no ? -1 : 1)
}
