import { type FilledCell, Flagged, type Outcome } from './outcome.ts'

const LONGEST = 20_000
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const CONTROLS = new RegExp(CONTROL.source, 'g')
const DIGITS = /[0-9０-９][\s-]?(?:[0-9０-９][\s-]?){5}[0-9０-９]/
const MOBILE = /(?<![0-9A-Za-z])(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?![0-9])/g
const LANDLINE = /(?<![0-9A-Za-z])0\d{2,3}[-\s]?\d{7,8}(?![0-9])/g
const IDENTITY = /(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])/g
const OLD_IDENTITY = /(?<![0-9A-Za-z])\d{6}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])/g
const HOUSE = /(?<![○第0-9一二三四五六七八九十百])[0-9一二三四五六七八九十百]+(?:号之[0-9一二三四五六七八九十]+|号(?:附[0-9]+号?)?)(?!地块|矿|井|线|路|公路|桥|隧道|坑|厂|车间|仓|码头|泵|闸|标段|区|点|站|口|门|楼|文|令|村|组|镇|街|院区|公告|工程|段|塘|渠|坝|库|召|称|牌|召开|机)/g
const ROOM = /[0-9]{1,4}室/g

/** Text as the database can hold it: no control characters, no half surrogates, outer space off, at most 20,000 characters. */
export function cleanText(text: string): string {
  let clean = CONTROL.test(text) ? text.replace(CONTROLS, '') : text
  if (!clean.isWellFormed()) clean = clean.toWellFormed()
  // the apostrophe that keeps a spreadsheet from running a cell is not part of the text
  clean = clean.trim().replace(/^'(?=[=+\-@＝＋－＠])/, '')
  return clean.length > LONGEST ? clean.slice(0, LONGEST).toWellFormed() : clean
}

/** Phone and identity numbers inside free text become ○, whatever the column is called. */
export function withoutNumbersOfPersons(text: string): string {
  if (!DIGITS.test(text)) return text
  const narrow = /[０-９]/.test(text) ? text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)) : text
  return narrow.replace(IDENTITY, '○').replace(MOBILE, '○').replace(LANDLINE, '○').replace(OLD_IDENTITY, '○')
}

/** A short text such as a name, channel, state or department. */
export function parseText(cell: FilledCell): Outcome {
  const text = String(cell)
  return masked(text, withoutNumbersOfPersons(cleanText(text)))
}

/** The place of a matter: down to the villager group, but no house and no room. */
export function parsePlace(cell: FilledCell): Outcome {
  const clean = withoutNumbersOfPersons(cleanText(String(cell)))
  return masked(String(cell), clean.replace(HOUSE, '○号').replace(ROOM, '○'))
}

/** Other names of a unit, however they are separated. */
export function parseNames(cell: FilledCell): Outcome {
  const names = cleanText(String(cell)).split(/[、,，;；|/\n]+/).map((name) => name.trim()).filter(Boolean)
  return names.length > 0 ? [...new Set(names)] : null
}

function masked(before: string, after: string): Outcome {
  if (after === '') return null
  // only what was hidden is worth a flag, not white space
  return after.includes('○') && !before.includes('○') ? new Flagged(after, 'masked') : after
}
