import { Bad, type Parser, plain } from './outcome.ts'

const YES = ['是', '有', '对', '真', '√', '✓', '✔', 'true', 'yes', 'y', 't', '1', 'on']
const NO = ['否', '无', '没有', '不是', '非', '×', '✗', 'x', 'false', 'no', 'n', 'f', '0', 'off']

/**
 * A yes/no cell. Besides 是/否 and their like, a field may know words of its own, e.g. 已办结 for closed.
 * @param inverted the column says the opposite of the field (`synthetic` for `official`)
 */
export function booleanParser(yes: string[] = [], no: string[] = [], inverted = false): Parser {
  const words = new Map<string, boolean>()
  for (const word of [...YES, ...yes]) words.set(word, !inverted)
  for (const word of [...NO, ...no]) words.set(word, inverted)
  return (cell) => {
    if (typeof cell === 'boolean') return cell !== inverted
    const known = words.get(String(cell)) ?? words.get(plain(String(cell)).toLowerCase())
    if (known !== undefined) return known
    return new Bad('boolean-unreadable', `${String(cell).slice(0, 20)} 不是“是”或“否”。`,
      `${String(cell).slice(0, 20)} is neither yes nor no.`)
  }
}
