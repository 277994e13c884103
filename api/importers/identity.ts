import { createHmac } from 'node:crypto'
import type { Cell, ColumnGuess } from './types.ts'
import { headerForms } from './columns/header-text.ts'
import { plain } from './parse/outcome.ts'

/**
 * A keyed hash that lets repeats be recognised without keeping who somebody is: HMAC-SHA-256 of the identity number, or
 * of name and phone together where there is none. Computed in the reader child, before the columns are dropped; a name
 * alone identifies nobody and gives nothing.
 * @param key hex, from `IDENTITY_KEY`
 */
export function identityHasher(columns: ColumnGuess[], key: string): ((row: Cell[]) => string | null) | undefined {
  const find = (kind: ColumnGuess['personal'], header: RegExp) => columns.find((column) => {
    return column.personal === kind && headerForms(column.header).some((form) => header.test(form))
  })?.index
  const idColumn = find('id-number', /^(?!.*(类型|名称|zjlx|车牌|银行|护照|学号|(残疾|驾驶|军官|学生|社保|医保)|passport|licen[cs]e))/)
  // of the petitioner: not of whom he complains, of who speaks for him or of who wrote it down
  const nameColumn = find('name', /^(?!被|代理|委托|监护|配偶|亲属|法定).*(姓名|信访人|来电人|反映人|投诉人|caller|xm|petitioner)/)
  const phoneColumn = find('phone', /^(?!.*(单位|部门|机关|(登记|录入|记录|填报|审核|受理|接待|接访|经办|处理|工作|代理|委托|监护)人)).*(机|电话|联系|号码|phone|tel|sjh|mobile)/)
  if (idColumn === undefined && (nameColumn === undefined || phoneColumn === undefined)) return undefined
  const secret = Buffer.from(key, 'hex')
  const hash = (text: string) => createHmac('sha256', secret).update(text).digest('hex')
  const text = (row: Cell[], column: number | undefined) => column === undefined ? '' : plain(String(row[column] ?? ''))
  return (row) => {
    const id = text(row, idColumn).replace(/[\s-]/g, '').toUpperCase()
    if (/^\d{15}$|^\d{17}[\dX]$/.test(id)) return hash(`id ${id}`)
    const name = text(row, nameColumn).replace(/\s/g, '')
    const phone = text(row, phoneColumn).replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '')
    return name && phone.length >= 7 ? hash(`name ${name} phone ${phone}`) : null
  }
}
