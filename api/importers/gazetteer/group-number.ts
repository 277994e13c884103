const DIGITS: Record<string, number> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const GROUP = /^(?:第)?([0-9]{1,3}|[零〇一二两三四五六七八九十百]{1,5})(?:村民|居民)?(?:小组|组|社|队)/

/** 12 of 12, 十二, 一百零三; undefined for what is no number below 1000. */
export function chineseNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  let total = 0
  let digit = 0
  for (const char of text) {
    if (char === '百') total += (digit || 1) * 100
    else if (char === '十') total += (digit || 1) * 10
    else {
      digit = DIGITS[char] ?? NaN
      continue
    }
    digit = 0
  }
  total += digit
  return Number.isNaN(total) || total === 0 ? undefined : total
}

/** The number of the villager group that a text begins with: `3组`, `第十二村民小组`. */
export function groupNumber(text: string): number | undefined {
  const number = GROUP.exec(text)?.[1]
  return number === undefined ? undefined : chineseNumber(number)
}
