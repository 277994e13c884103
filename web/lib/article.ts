/** Articles of the Regulations on Petition Work as the reference rows name them (第三十四条), for readers of English. */
const digits = '一二三四五六七八九'

/** The number of a Chinese numeral below a hundred (二十二 is 22); null for anything else. */
function belowHundred(text: string): number | null {
  const parts = /^(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text)
  if (parts === null || text === '') return null
  const [, tens, ten, one] = parts
  return (ten === undefined ? 0 : 10 * (tens === undefined ? 1 : digits.indexOf(tens) + 1)) + (one === undefined ? 0 : digits.indexOf(one) + 1)
}

/** `Art. 34` for 第三十四条, `practice` for 实践; a county's own words stay as they are. */
export function articleInEnglish(article: string): string {
  if (article === '实践') return 'practice'
  const number = belowHundred(/^第(.+)条$/.exec(article)?.[1] ?? '')
  return number === null ? article : `Art. ${number}`
}
