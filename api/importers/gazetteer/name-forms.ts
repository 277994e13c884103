import type { UnitLevel } from './types.ts'

const PEOPLES = '(?:[汉满蒙回藏苗彝壮侗瑶白傣黎畲羌水佤]族|布依族|土家族|哈尼族|哈萨克族|傈僳族|拉祜族|纳西族|仡佬族|布朗族|景颇族|普米族|各族|民族|自治)+'
const TAILS: Record<UnitLevel, RegExp[]> = {
  county: [/自治县$/, /[县市区旗]$/],
  township: [/街道办事处$/, /(?:人民政府|街道|地区)$/, /(?:民族)?[乡镇区]$/],
  village: [/(?:村民|居民)委员会$/, /(?:村|居)委会$/, /(?:行政村|社区|村|里|嘎查)$/],
  group: [],
}
const SUFFIX: Record<UnitLevel, RegExp> = {
  county: /[县市区旗]$/, township: /(?:街道|地区|[乡镇区])$/, village: /(?:社区|村|里|嘎查|委员会|委会)$/, group: /(?:组|社)$/,
}

/** Names are compared without white space, in one width, brackets and all. */
export const bareName = (text: string): string => text.normalize('NFKC').replace(/[\s·•]/g, '')

/** Whether a name says itself what kind of unit it names (大河村), so that it can stand in the middle of a text. */
export const hasSuffix = (name: string, level: UnitLevel): boolean => SUFFIX[level].test(name)

/**
 * Shorter forms under which people write a unit's name: 大河村民委员会 -> 大河村, 大河; 龙街苗族彝族乡 -> 龙街乡, 龙街;
 * 角奎街道 -> 角奎. Forms of a single character are left out: they would be found everywhere.
 */
export function shortForms(name: string, level: UnitLevel): string[] {
  const whole = bareName(name)
  const forms = new Set<string>()
  const add = (form: string): void => {
    if (form.length >= 2 && form !== whole) forms.add(form)
  }
  const plain = whole.replace(new RegExp(`(?<=..)${PEOPLES}(?=[乡镇县])`), '')
  add(plain)
  if (level === 'village') {
    add(plain.replace(/村民委员会$|村委会$/, '村').replace(/居民委员会$|居委会$|社区居民委员会$/, ''))
    add(plain.replace(/社区(?:居民委员会|居委会)$/, '社区'))
  }
  if (level === 'township') add(plain.replace(/街道办事处$/, '街道'))
  let bare = plain
  for (const tail of TAILS[level]) bare = bare.replace(tail, '')
  add(bare)
  return [...forms]
}
