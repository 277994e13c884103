/**
 * Further sets of matters of which we know whether they are one, written otherwise than the first (labelled.ts): a title, an
 * account and a detail are drawn apart from each other, clerks leave things out, villages go by two names, and months lie
 * between. `tuning` and `second` are for setting weights and threshold: `second` was held out first and measured once, then its misses
 * were read. No weight was set on `held`. `unseen` was written before those misses were read, and measured once, at the end.
 */
import { diceFrom, type Dice } from '../petitions/dice.ts'
import { table } from '../tables.ts'
import type { Kind, Labelled } from './labelled.ts'

export type Paraphrased = 'tuning' | 'held' | 'second' | 'unseen'

interface Topic { name: string, category: string, title: string[], what: string[], detail: string[] }

function topics(set: Paraphrased): Topic[] {
  const byName = new Map<string, Topic>()
  for (const { topic: name = '', set: of, category = '', part = '', words = '' } of table('paraphrases')) {
    if (of !== set) continue
    const topic = byName.get(name) ?? { name, category, title: [], what: [], detail: [] }
    topic[part as 'title' | 'what' | 'detail'].push(words)
    byName.set(name, topic)
  }
  return [...byName.values()]
}

const [villages, groups] = [24, 6]
const names = ['大坝', '红岩', '水田', '柏香', '石门', '罗家', '茶园', '黄桷', '小寨', '三岔', '木城', '白泥']
const first = ['云', '金', '清', '平', '长', '新', '龙', '石', '天', '明', '福', '兴']
const last = ['峰', '源', '泰', '丰', '盛', '祥', '达', '顺', '和', '茂', '昌', '业']
const twoOf = (dice: Dice): string => `${dice.pick(first)}${dice.pick(last)}`
const numerals = ['一', '二', '三', '四', '五', '六']

/** What only some topics speak of: places and works whose names follow no pattern that the score knows of. */
const own: Record<string, (dice: Dice) => Record<string, string>> = {
  kinder: (dice) => ({ k: dice.pick(['红星', '育才', '春苗', '启明', '小太阳', '金色童年', '蓝天', '新苗', '晨光', '博雅']) }),
  bridge: (dice) => ({ b: `${dice.pick(['老', '新', '大', '小', '上', '下'])}${dice.pick(['石拱', '河边', '水井', '两岔', '麻园', '瓦窑', '渡口'])}桥` }),
  blast: (dice) => ({ s: `${twoOf(dice)}${dice.pick(['采石场', '煤矿', '矿业', '隧道施工队'])}` }),
  transit: (dice) => ({ x: `${twoOf(dice)}${dice.pick(['还房', '小区', '新村', '苑'])}` }),
  forest: (dice) => ({ q: `${dice.pick(['牛角', '猫儿', '团山', '老林', '干沟', '尖山', '凉风', '杨柳', '滴水'])}${dice.pick(['坡', '岩', '梁子', '湾', '垭口'])}` }),
  pension: (dice) => ({ e: `${dice.pick(['县', '区', '镇'])}${dice.pick(['丝绸厂', '氮肥厂', '供销社', '农机站', '粮站', '水泥厂', '印刷厂', '食品公司'])}` }),
  rubbish: (dice) => ({ k: dice.pick(['老车站', '农贸市场', '中心小学', '卫生院', '河堤', '水井边', '文化广场', '粮库', '加油站', '村委会']) }),
  mast: (dice) => ({ q: `${dice.pick(['李家', '周家', '何家', '土地', '观音', '晒谷', '大石'])}${dice.pick(['院子', '坝', '坳', '岭', '包', '嘴'])}` }),
  dance: (dice) => ({ k: dice.pick(['东门广场', '滨江步道', '体育馆', '百货大楼', '法院门口', '老车队', '文化宫', '桥头空坝', '农行门口', '工会院坝']) }),
  parking: (dice) => ({ x: `${dice.pick(['翰林', '御景', '天籁', '金域', '盛世', '鹭岛', '书香', '世纪'])}${dice.pick(['城', '苑', '府', '名都', '小区'])}` }),
  sewer: (dice) => ({ n: String(dice.int(1, 30)) }),
  lease: (dice) => ({ e: `${dice.pick(['绿野', '惠农', '大地', '丰谷', '禾润', '春田', '沃土'])}${dice.pick(['公司', '合作社', '农场', '种植园'])}` }),
  lunch: (dice) => ({ k: `${dice.pick(['一', '二', '三', '东街', '西街', '城关', '河口', '大路', '界牌', '双河'])}${dice.pick(['小', '中心校', '九年制学校'])}` }),
  sand: (dice) => ({ r: `${dice.pick(['木瓜', '芦江', '黑滩', '洋渡', '温泉', '二郎', '沙坝'])}${dice.pick(['河', '江', '溪'])}` }),
  hurt: (dice) => ({ e: `${dice.pick(['捷达', '安信', '宇通', '海川', '利民', '百盛', '中建', '东方'])}${dice.pick(['家具厂', '物流', '劳务', '纸箱厂', '装修队'])}` }),
  coach: (dice) => ({ l: `${dice.pick(['县城', '南门', '北门', '大桥'])}到${dice.pick(['瓦场', '新场', '高峰', '沙溪', '石坎', '水口', '天池'])}` }),
  illness: (dice) => ({ n: `${dice.pick(['县', '市第一', '市第二', '区', '镇中心'])}${dice.pick(['人民医院', '中医院', '卫生院', '骨科医院'])}` }),
}

interface Fact { truth: string, topic: Topic, village: number, group: number, day: number, slots: Record<string, string>, at: readonly [number, number] | null }

function factOf(topic: Topic, truth: string, village: number, group: number, day: number, dice: Dice): Fact {
  return {
    truth, topic, village, group, day, at: dice() < 0.7 ? [dice.int(-300, 300), dice.int(-300, 300)] : null,
    slots: {
      r: `${twoOf(dice)}路`, f: `${twoOf(dice)}${dice.pick(['养殖场', '采石场', '石料厂'])}`, x: `${twoOf(dice)}${dice.pick(['小区', '花园', '家园'])}`,
      p: `${twoOf(dice)}${dice.pick(['公路', '水库', '连接线'])}`, q: `${dice.pick(first)}${dice.pick(['家湾', '水沟', '石坡', '树林', '背坡', '冲头'])}`,
      s: `${twoOf(dice)}${dice.pick(['家园', '产业园', '公路'])}`, a: (dice.int(5, 90) / 10).toFixed(1), h: String(dice.int(2, 40)), m: String(dice.int(3, 60)),
      ...own[topic.name]?.(dice),
    },
  }
}

function written(fact: Fact, kind: Kind, no: string, day: number, dice: Dice): Labelled {
  const { topic, slots } = fact
  const village = `${names[fact.village % names.length]}${dice() < 0.5 ? '村' : '社区'}`
  const numeral = dice() < 0.5 ? numerals[fact.group] as string : String(fact.group + 1)
  const fill = (words: string): string => words.replace(/\{(\w)\}/g, (_, slot: string) => slot === 'v' ? village : slot === 'g' ? numeral : slots[slot] ?? '')
  // who does not say which road it is has written nothing that anybody could decide about
  const mark = telling[topic.name]
  const draw = (): string[] => [dice() < 0.9 ? dice.pick(topic.title) : '', dice.pick(topic.what), dice() < 0.6 ? dice.pick(topic.what) : '', dice() < 0.7 ? dice.pick(topic.detail) : '']
  let parts = draw()
  while (mark !== undefined && !parts.some((words) => words.includes(`{${mark}}`))) parts = draw()
  const [title = '', ...account] = parts
  const begin = dice.pick(['', `来信人称，`, `${village}${fact.group + 1}组来访人反映，`, '群众来电：', '我是本地居民，'])
  const end = dice.pick(['。请予核实。', '。盼复。', '。', '，恳请领导过问。', '，望有关部门上门查看。'])
  return {
    no, truth: fact.truth, kind, title: title === '' ? null : fill(title),
    text: `${begin}${[...new Set(account)].filter((part) => part !== '').map(fill).join('；')}${end}`, category: topic.category, on: iso(day),
    people: kind === 'collective' ? dice.int(6, 40) : dice.int(1, 4), village: fact.village, group: fact.group,
    at: fact.at && dice() < 0.85 ? [fact.at[0] + dice.int(-40, 40), fact.at[1] + dice.int(-40, 40)] : null, knows: dice() < 0.8 ? 'group' : 'village',
  }
}

const iso = (day: number): string => new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)

/** Of a village and not of one of its groups: whoever writes of the one school or bridge writes of one matter. */
const wide = new Set(['bus', 'kinder', 'bridge', 'transit', 'rubbish', 'dance', 'parking', 'lunch', 'sand', 'coach'])
/** By what a person tells two matters of a topic in one group apart; bus lines are of a village, bad water and low voltage of a group. */
const telling: Record<string, string> = {
  lamp: 'r', fowl: 'f', deed: 'x', tomb: 'q', dole: 'h', canal: 'q', shale: 'f', lift: 'x', fence: 'q', pay: 's',
  kinder: 'k', bridge: 'b', blast: 'h', transit: 'x', forest: 'q', pension: 'e', rubbish: 'k', mast: 'q', illness: 'n',
  dance: 'k', parking: 'x', sewer: 'n', lease: 'e', shack: 'h', lunch: 'k', aid: 'h', sand: 'r', hurt: 'e', coach: 'l',
}

/**
 * `facts` true matters and what stands beside them, in order of receipt: repeats (a third of them more than 300 days later),
 * the same topic in the same village with another group or thing (`near`), another topic at the very same place
 * (`collective` where a crowd wrote). The same seed gives the same set.
 */
export function paraphrasedSet(of: Paraphrased, { facts = 240, seed = 1 } = {}): Labelled[] {
  const dice = diceFrom(seed)
  const all = topics(of)
  const set: Labelled[] = []
  const truths = new Map<string, string>()
  // what nobody could tell apart is one matter
  const one = (fact: Fact): Fact => {
    const { topic, village, group, slots } = fact
    const key = [topic.name, village, wide.has(topic.name) ? '' : group, slots[telling[topic.name] ?? '']].join('|')
    const truth = truths.get(key) ?? fact.truth
    truths.set(key, truth)
    return { ...fact, truth }
  }
  let counter = 0
  const next = (): string => `P${String(counter += 1).padStart(6, '0')}`
  for (let k = 0; k < facts; k++) {
    dice.turnTo(k, 1)
    const topic = all[k % all.length] as Topic
    const fact = one(factOf(topic, `F${k}`, dice.int(0, villages - 1), dice.int(0, groups - 1), dice.int(0, 500), dice))
    set.push(written(fact, 'single', next(), fact.day, dice))
    let day = fact.day
    for (let again = dice() < 0.45 ? 0 : dice.int(1, 3); again > 0; again--) {
      day += dice() < 0.33 ? dice.int(300, 520) : dice.int(4, 150)
      set.push(written(fact, dice() < 0.15 ? 'collective' : 'repeat', next(), day, dice))
    }
    if (dice() < 0.6) {
      const group = dice() < 0.5 ? fact.group : (fact.group + dice.int(1, groups - 1)) % groups
      const near = one(factOf(topic, `F${k}n`, fact.village, group, fact.day + dice.int(-60, 120), dice))
      set.push(written(near, 'near', next(), Math.max(0, near.day), dice))
    }
    if (dice() < 0.5) {
      const other = all[(k + dice.int(1, all.length - 1)) % all.length] as Topic
      const beside = one({ ...factOf(other, `F${k}o`, fact.village, fact.group, fact.day + dice.int(-30, 60), dice), at: fact.at })
      set.push(written(beside, dice() < 0.3 ? 'collective' : 'near', next(), Math.max(0, beside.day), dice))
    }
  }
  return set.sort((a, b) => a.on < b.on ? -1 : a.on > b.on ? 1 : a.no < b.no ? -1 : 1)
}
