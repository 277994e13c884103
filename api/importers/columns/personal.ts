import type { Cell, PersonalKind } from '../types.ts'
import { bareHeader, headerForms } from './header-text.ts'

/**
 * Columns about persons: never mapped, never sampled, dropped on read (domain.md, section 2). Told by header first.
 */
const EXACT: Record<PersonalKind, string[]> = {
  name: ['姓名', '信访人', '信访人姓名', '信访人姓名和相关信息', '上访人', '来访人', '来信人', '反映人', '投诉人', '来电人', '诉求人', '当事人', '申请人', '联系人', '留言用户', '户主', '户主姓名',
    '被反映人', '被投诉人', '被反映人或单位', '代表姓名', '联名人', '性别', '民族', '年龄', '出生日期', 'name of petitioner', 'petitioner', 'caller_name', 'caller_sex', 'reflect_name', 'reporter', 'xm', 'xb', 'bfyrhdw', 'bfyrzw', '被反映人职务'],
  'id-number': ['证件号码', '证件号', '身份证', '身份证号', '身份证号码', '公民身份号码', '证件类型', 'id_card', 'id card number', 'idcard', 'zjhm', 'zjlx', 'sfzh', 'person_id'],
  phone: ['手机号码', '手机号', '手机', '电话', '联系电话', '联系方式', '来电号码', '信访人联系电话', '信访人手机号码', '电话号码', '固定电话', 'phone', 'mobile', 'telephone', 'tel', 'caller_phone', 'caller_contact', 'xfsjhm', 'sjh', '微信号', '邮箱', 'email'],
  address: ['住址', '家庭住址', '现住址', '户籍地', '户籍地址', '户口所在地', '通讯地址', '联系地址', '居住地', '居住地址', '信访人住址', '常住地址', '住址代码', 'home_address', 'residence', 'zz', 'zzdm', 'hkszd', 'bfyrzzdm'],
  staff: ['登记人', '录入人', '经办人', '接访人', '处理人', '承办人', '接待人', '接线员', '话务员', '填表人', '受信人', '杭州处理人', 'djr', 'sxr', 'operator', 'caller_name_hash', 'caller_phone_hash'],
}
/** a bare address may be the place of the matter or a home: dropped unless the caller maps it on purpose */
const UNCLEAR_ADDRESS = ['地址', '详细地址', 'address', 'addressitem', 'address_item', '街道地址', 'street address', 'incident address']
/**
 * Words that make a column a person's wherever they stand in its name. The names of a hundred systems cannot be listed, and a column
 * that is dropped without need costs nothing: what no field claims is not imported.
 */
const PATTERNS: [RegExp, PersonalKind][] = [
  [/身份证|证件(号|类|名)|护照|(残疾|驾驶|军官|学生|社保|医保)(证|卡)?号|^学号$|车牌|银行(卡|账|帐)|^(person|citizen)?idno$|passport|licenceplate|licenseplate/, 'id-number'],
  [/(电话|手机|手机号|(电话|手机|来电|去电|联系|用户|客户)号码?|联系方式|微信|微信号|邮箱|邮箱地址)(\d|哈希|hash|密文)*$|主叫|^qq号?码?$|(电话|联系方式)(及|和|、|与)|(及|和|与)(电话|联系方式)|^(contact|mobile|cell|home|work)?(phone|tel)(no|number)?$/, 'phone'],
  [/住址|籍贯|门牌号|^房号|楼栋号|(家庭|户籍|户口|通信|通讯|居住|现住|常住|来信人|反映人)(所在)?(地|址|地址)$/, 'address'],
  [/姓名|昵称|用户名|网名|户主|配偶|亲属|监护人|代理人|委托人|法定代表人|访民|出生(年月|日期)|工作单位|^姓$|(first|last|full|given|family|contact|customer|client)name$/, 'name'],
  [/^(主要|信访|上访|来访|来信|反映|投诉|来电|诉求|求助|举报|控告|检举|申诉|申请|当事|联名|代理|被(反映|举报|投诉|控告|检举))+(人|者|群众|人员|代表|对象)(基本情况|情况|信息)?$/, 'name'],
  [/(登记|录入|记录|填报|填表|审核|受理|接待|接访|经办|处理|工作)人员?$/, 'staff'],
]
/** officials in charge of an area or a matter are named on purpose (contract: lead) */
const OFFICIAL = /领导|包案|包保/
const PERSON_PART = /(信访人|上访人|来访人|反映人|投诉人|来电人|当事人|户主|联系人|申请人)(姓名|电话|手机|住址|地址|身份证|证件|信息|号码|性别|年龄)/

const KIND_OF_PART: [RegExp, PersonalKind][] = [[/电话|手机|号码/, 'phone'], [/址/, 'address'], [/证/, 'id-number']]

const EXACT_BARE = new Map(Object.entries(EXACT).flatMap(([kind, names]) => names.map((name) => [bareHeader(name), kind as PersonalKind] as const)))
const UNCLEAR = new Set(UNCLEAR_ADDRESS.map(bareHeader))

export interface PersonalColumn { kind: PersonalKind; sure: boolean }

/** Whether a header names something about a person. `sure: false` lets the caller map the column on purpose. */
export function personalByHeader(header: string): PersonalColumn | undefined {
  for (const form of headerForms(header)) {
    const kind = EXACT_BARE.get(form) ?? EXACT_BARE.get(form.replace(/\d+$/, ''))
    if (kind) return { kind, sure: true }
    if (UNCLEAR.has(form)) return { kind: 'address', sure: false }
    if (form.includes('身份证')) return { kind: 'id-number', sure: true }
    const part = PERSON_PART.exec(form)?.[2]
    if (part) return { kind: KIND_OF_PART.find(([pattern]) => pattern.test(part))?.[1] ?? 'name', sure: true }
    const byWord = OFFICIAL.test(form) ? undefined : PATTERNS.find(([pattern]) => pattern.test(form))
    if (byWord) return { kind: byWord[1], sure: true }
  }
  return undefined
}

const SURNAMES = new Set('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝')
const PLACE_END = /[村组镇乡区县市省路街道坝寨屯庄湾沟坪岭山河湖桥站厂矿局办部院校所队社里弄坡塘冲垭岩]$/

/**
 * Whether values under an innocent header are a person's: identity numbers, phone numbers, or (where `named` says that no
 * field claims the column) Chinese personal names.
 */
export function personalByValues(values: Cell[], named: boolean): PersonalColumn | undefined {
  const texts = values.filter((value) => value !== null && value !== '' && typeof value !== 'boolean').map((value) => String(value).normalize('NFKC').trim())
  if (texts.length < 3) return undefined
  const share = (test: (text: string) => boolean) => texts.filter(test).length / texts.length
  // one register number in eleven passes the check digit by accident
  if (share(isIdentityNumber) > 0.4) return { kind: 'id-number', sure: true }
  if (!named && share(isPhone) > 0.4) return { kind: 'phone', sure: true }
  if (!named && share(isPersonName) > 0.8 && new Set(texts).size > texts.length * 0.3) return { kind: 'name', sure: false }
  return undefined
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An 18-digit identity number with a real birthday and a right check digit. */
export function isIdentityNumber(text: string): boolean {
  if (!/^[1-8]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase()
}

function isPhone(text: string): boolean {
  return /^(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/.test(text) || /^0\d{2,3}[- ]\d{7,8}$/.test(text)
}

function isPersonName(text: string): boolean {
  return /^[\u4e00-\u9fff]{2,4}$/.test(text) && SURNAMES.has(text[0] as string) && !PLACE_END.test(text)
}
