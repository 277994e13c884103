import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIdentityNumber, personalByHeader, personalByValues } from '../../api/importers/columns/personal.ts'
import { knownNames } from '../../api/importers/columns/names.ts'
import { PETITION_NAMES } from '../../api/importers/columns/petition-names.ts'
import type { FieldName } from '../../api/importers/types.ts'
import { fieldOf, read, refusal } from './files.ts'

const csv = (...rows: (string | number)[][]) => rows.map((row) => row.join(',')).join('\n') + '\n'
/** with a right check digit: 11010519491231002X is the example of the national standard */
const IDENTITY = ['11010519491231002X', '530628198001010016', '530628198001010032', '530628199002020014'].map(withCheckDigit)

function withCheckDigit(number: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return number.slice(0, 17) + '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0) % 11]
}

describe('a column of petitions', () => {
  it('is known under every name in the list when it stands beside a date and a number', async () => {
    for (const [field, names] of Object.entries(PETITION_NAMES) as [FieldName, string[]][]) {
      if (field === 'petition_no' || field === 'received_on' || ['lon', 'lat'].includes(field)) continue
      const strong = names.filter((name) => !name.startsWith('~'))
      for (const name of strong) {
        const { understood } = await read(csv(['信访件编号', '信访日期', name], ['A1', '2026-03-05', '']))
        expect(understood.columns[2]?.field, name).toBe(field)
      }
    }
  })

  it('that could be two things is told by its values', async () => {
    const typeOf = async (value: string) => fieldOf((await read(csv(['信访件编号', '信访日期', '信访类型'], ['A1', '2026-03-05', value], ['A2', '2026-03-05', value]))).understood, '信访类型')
    expect(await typeOf('来访')).toBe('channel')
    expect(await typeOf('申诉求决')).toBe('purpose')
    expect(await typeOf('土地征收')).toBe('category')
    const handling = async (value: string) => fieldOf((await read(csv(['信访件编号', '信访日期', '办理情况'], ['A1', '2026-03-05', value]))).understood, '办理情况')
    expect(await handling('经镇政府组织双方协商，已于三月将补偿款全部兑现到户')).toBe('remark')
  })

  it('is the better named one of two: the petition date before the registration date', async () => {
    const { understood } = await read(csv(['登记日期', '信访日期', '编号', '信访件编号'], ['2026-03-06', '2026-03-05', 7, 'A1']))
    expect(['登记日期', '信访日期', '编号', '信访件编号'].map((header) => fieldOf(understood, header))).toEqual(['registered_on', 'received_on', undefined, 'petition_no'])
    const alone = await read(csv(['登记日期', '编号'], ['2026-03-06', 7]))
    expect(['登记日期', '编号'].map((header) => fieldOf(alone.understood, header))).toEqual(['registered_on', 'petition_no'])
    expect(alone.understood.missing).toEqual(['received_on'])
  })

  it('that bears the name of a field is that field however bad its cells are, and they become errors', async () => {
    const { understood, rows } = await read(csv(['信访件编号', '信访日期', '经度', '纬度', '信访人数'], ...Array.from({ length: 5 }, (_, i) => [`A${i}`, '不详', '东山', '北坡', '若干'])))
    expect(understood.columns.map((column) => column.field)).toEqual(['petition_no', 'received_on', 'lon', 'lat', 'people_count'])
    expect(rows[4]?.errors.map((error) => error.code).toSorted()).toEqual(['coordinate-unreadable', 'coordinate-unreadable', 'count-unreadable', 'date-unreadable'])
  })

  it('can be named by the caller, by header, letter or number, or be left out', async () => {
    const content = csv(['a', 'b', '信访日期', '概况'], ['A1', '大河村', '2026-03-05', 'x'])
    const { understood } = await read(content, { mapping: { petition_no: 'a', place_text: 'B', text: '#4', received_on: '信访日期' } })
    expect(understood.columns.map((column) => [column.field, column.by])).toEqual([['petition_no', 'mapping'], ['place_text', 'mapping'], ['received_on', 'mapping'], ['text', 'mapping']])
    expect((await read(content, { mapping: { text: '' } })).understood.fields).not.toContain('text')
    const refused = await refusal(() => read(content, { mapping: { text: '没有这列' } }))
    expect([refused.code, refused.parameter]).toEqual(['mapping-unknown-column', 'as'])
    expect(refused.zh).toContain('信访日期')
    expect((await refusal(() => read(content, { mapping: { nonsense: 'a' } as never }))).code).toBe('mapping-unknown-field')
  })

  it('shows up to five samples and its fill rate', async () => {
    const { understood } = await read(csv(['信访件编号', '信访日期', '概况'], ...Array.from({ length: 10 }, (_, i) => [`A${i}`, '2026-03-05', i < 4 ? `事由${i % 2}` : ''])))
    const [number, , text] = understood.columns
    expect(number?.samples).toEqual(['A0', 'A1', 'A2', 'A3', 'A4'])
    expect([text?.samples, text?.fillRate]).toEqual([['事由0', '事由1'], 0.4])
  })

  it('keeps the same signature for the same header, whatever the data', async () => {
    const signature = async (header: string[], value: string) => (await read(csv(header, ['A1', '2026-03-05', value]))).understood.signature
    const header = ['信访件编号', '信访日期', '概况']
    expect(await signature(header, 'x')).toBe(await signature([...header], 'y'))
    expect(await signature(header, 'x')).not.toBe(await signature(['信访件编号', '信访日期', '备注'], 'x'))
  })
})

describe('a name that means several things', () => {
  it('is dropped where its values do not fit, so that a limit in days refuses no row', async () => {
    const { understood, rows } = await read(csv(['信访件编号', '信访日期', '办理时限', '密级'], ['A1', '2026-03-05', '60日', '三级'], ['A2', '2026-03-05', '60日', '三级']))
    expect(understood.fields).toEqual(['petition_no', 'received_on'])
    expect(rows.flatMap((row) => row.errors)).toEqual([])
    expect((await read(csv(['信访件编号', '信访日期', '办理时限'], ['A1', '2026-03-05', '2026-05-04']))).rows[0]?.values.due_on).toBe('2026-05-04')
  })
})

describe('a column of a calendar', () => {
  it('says workday or not in words, in flags, or as the opposite', async () => {
    const days = async (header: string[], ...cells: string[][]) => (await read(csv(header, ...cells), { kind: 'holidays' })).rows.map((row) => [row.values.date, row.values.is_workday, row.values.name])
    const expected = [['2026-10-01', false, '国庆节'], ['2026-10-10', true, '国庆节']]
    expect(await days(['日期', '类型', '名称'], ['2026-10-01', '休', '国庆节'], ['2026年10月10日', '班', '国庆节'])).toEqual(expected)
    expect(await days(['date', 'name', 'isOffDay'], ['2026-10-01', '国庆节', 'true'], ['2026-10-10', '国庆节', 'false'])).toEqual(expected)
    expect(await days(['日期', '是否上班', '节日'], ['20261001', '否', '国庆节'], ['20261010', '是', '国庆节'])).toEqual(expected)
  })
})

describe('a personal column', () => {
  it('is known by its header, and a place of the matter is not one', () => {
    for (const header of ['姓名', '信访人', '信访人姓名和相关信息', '身份证号', '证件号码', '手机号码', '联系电话', '信访人联系电话', '住址', '家庭住址', '登记人', '基本信息_住址', '姓名（必填）', '联系电话2', 'caller_phone', 'person.zjhm'.split('.')[1] as string]) expect(personalByHeader(header)?.sure, header).toBe(true)
    for (const header of ['问题属地', '事发地', '包案领导', '责任单位', '登记部门', '信访人数', '联名信或集体访', '地点', 'address_masked']) expect(personalByHeader(header), header).toBeUndefined()
  })

  it.each([
    ['name', '信访群众姓名 上访人员 上访人员姓名 诉求人姓名 姓名哈希 监护人 法定代表人 委托代理人 配偶 户主名 信访代表 访民 被举报人 举报人 被控告人 信访人基本情况 客户姓名 昵称 出生年月 工作单位 contact_name full_name'],
    ['phone', '本人电话 诉求人电话 来电号码哈希 联系人及电话 姓名及电话 客户电话 手机号码2 主叫号码 QQ号 微信 邮箱地址 责任单位电话 contact_phone phone_number'],
    ['address', '家庭地址 户口地址 户籍所在地 现居住地 通信地址 来信人地址 籍贯 门牌号 房号'],
    ['id-number', '居民身份证 身份证件号 车牌号 银行卡号 护照号 残疾证号 id_no'],
    ['staff', '登记人员 接待人员 受理人 审核人 填报人 工作人员'],
  ] as const)('about a %s is known by a word of its header, whichever system names it', (kind, headers) => {
    for (const header of headers.split(' ')) expect([header, personalByHeader(header)]).toEqual([header, { kind, sure: true }])
  })

  it('is none that a field of any kind is known by, nor one that only sounds like it', () => {
    const known = (['petitions', 'units', 'key-areas', 'holidays'] as const).flatMap((kind) => knownNames(kind).map(({ bare }) => bare))
    const sounding = ['信访人数', '信访人次', '联名人数', '工单号码', '信访件号码', '手机信访', '电话回访情况', '包案领导姓名', '责任人', '来访时间', '证据材料', '户数', '是否老户', '居住区']
    expect([...known, ...sounding].filter((header) => personalByHeader(header))).toEqual([])
  })

  it('is known by its values under an innocent header', () => {
    expect(personalByValues(IDENTITY, true)?.kind).toBe('id-number')
    expect(personalByValues(['13800138000', '13900139000', '139 0013 9001'], false)?.kind).toBe('phone')
    expect(personalByValues(['张三丰', '李四光', '王五', '赵六儿'], false)?.kind).toBe('name')
    expect(personalByValues(['马家村', '张家坝', '李子沟', '王家坪'], false)).toBeUndefined()
    expect(personalByValues(['530628202603050001', '530628202603050002', '530628202603050003'], true)).toBeUndefined()
  })

  it('has a right check digit in an identity number, which a register number has once in eleven', () => {
    expect(isIdentityNumber('11010519491231002X')).toBe(true)
    fc.assert(fc.property(fc.constantFrom(...IDENTITY), fc.nat(16), (number, at) => {
      const digit = (Number(number[at]) + 1) % 10
      expect(isIdentityNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false)
    }))
  })

  it('cannot be mapped to a field, except a bare address that is really the place of the matter', async () => {
    const content = csv(['信访件编号', '信访日期', '姓名', '地址'], ['A1', '2026-03-05', '张三丰', '大河村三组12号'])
    expect((await refusal(() => read(content, { mapping: { text: '姓名' } }))).code).toBe('mapping-personal')
    expect((await read(content)).understood.fields).not.toContain('place_text')
    expect((await read(content, { mapping: { place_text: '地址' } })).rows[0]?.values.place_text).toBe('大河村三组○号')
  })

  it('leaves no trace in samples, values, errors or cells, wherever the number hides', async () => {
    const secrets = ['张三丰', '13800138000', IDENTITY[1] as string, '幸福小区9栋', '李登记']
    const { understood, rows } = await read(csv(
      ['信访件编号', '姓名', '手机号码', '编码', '住址', '登记人', '信访日期', '概况', '其他'],
      ...Array.from({ length: 5 }, (_, i) => [`A${i}`, secrets[0], secrets[1], IDENTITY[i % 4], secrets[3], secrets[4], i === 2 ? `坏日期${secrets[1]}` : '2026-03-05', `${secrets[1]}来电，证件${secrets[2]}`, i === 3 ? secrets[1] : 'x'] as string[]),
    ))
    expect(fieldOf(understood, '编码')).toBe('personal id-number')
    const everything = JSON.stringify([understood, rows])
    for (const secret of secrets) expect(everything.includes(secret), secret).toBe(false)
    expect(rows[0]?.flags).toContain('masked')
    expect(rows[2]?.errors[0]).toMatchObject({ code: 'date-unreadable', raw: '坏日期○' })
  })
})

describe('a keyed hash of the identity', () => {
  const key = 'ab'.repeat(32)
  const header = ['信访件编号', '姓名', '证件号码', '手机号码', '信访日期']
  const hashes = async (rows: string[][], identityKey = key) => (await read(csv(header, ...rows), { identityKey })).rows.map((row) => row.values.identity_hash)

  it('is the same for the same person and differs between persons and keys', async () => {
    const [a, b, c, d] = await hashes([
      ['A1', '张三丰', IDENTITY[1] as string, '', '2026-03-05'], ['A2', '张 三丰', (IDENTITY[1] as string).toLowerCase(), '13800138000', '2026-03-06'],
      ['A3', '张三丰', IDENTITY[2] as string, '', '2026-03-05'], ['A4', '张三丰', '', '', '2026-03-05'],
    ])
    expect(a).toMatch(/^[0-9a-f]{64}$/)
    expect(b).toBe(a)
    expect(c).not.toBe(a)
    expect(d).toBeUndefined()
    expect((await hashes([['A1', '张三丰', IDENTITY[1] as string, '', '2026-03-05']], 'cd'.repeat(32)))[0]).not.toBe(a)
  })

  it('takes name and phone together where there is no identity number, and is absent without a key', async () => {
    const [a, b, c] = await hashes([['A1', '李四光', '', '13800138000', '2026-03-05'], ['A2', '李四光', '', '+86 138-0013-8000', '2026-03-06'], ['A3', '李四光', '', '13800138001', '2026-03-05']])
    expect(b).toBe(a)
    expect(c).not.toBe(a)
    expect((await read(csv(header, ['A1', '李四光', '', '13800138000', '2026-03-05']))).understood.fields).not.toContain('identity_hash')
  })
})
