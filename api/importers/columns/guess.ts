import { FileRefused } from '../refusal.ts'
import type { Cell, ColumnGuess, FieldName, ImportKind, PersonalKind } from '../types.ts'
import { bareHeader, columnLetter, headerForms } from './header-text.ts'
import { familyOfOtherName, fieldsOf, knownNames, levelFamily } from './names.ts'
import { personalByHeader, personalByValues, type PersonalColumn } from './personal.ts'
import { guessByValues, pointByValues } from './guess-by-values.ts'
import { isTyped, valueFit } from './value-fit.ts'

export interface Guess {
  columns: ColumnGuess[]
  /** the same value for every row, when the header says it once: a file with `vill_code` holds villages */
  constants: Partial<Record<FieldName, string>>
}

interface Candidate { column: number; field: FieldName; score: number; by: 'header' | 'values' }

const LEAST = 0.55
/** names of a code column that belongs to the row itself, whatever its level */
const GENERIC_CODES = ['code', 'code12', '代码', '区划代码', '行政区划代码', '统计用区划代码', 'adcode']
const MANY = new Set<FieldName>(['aliases'])

/**
 * Which column is which field. Personal columns are set aside first and can only come back by a deliberate mapping of an
 * unclear one (a bare 地址). Each field takes the column that fits best by name and by values, each column one field.
 * @param rows some data rows, cells beside `headers`
 * @param told columns that another row calls personal (personal-head.ts)
 * @throws FileRefused `mapping-unknown-field`, `mapping-unknown-column`, `mapping-personal`
 */
export function guessColumns(
  kind: ImportKind, headers: string[], rows: Cell[][], mapping: Partial<Record<FieldName, string>> = {}, headerless = false,
  told: ReadonlyMap<number, PersonalKind> = new Map(),
): Guess {
  const values = headers.map((_, i) => rows.map((row) => row[i] ?? null))
  const candidates = headerCandidates(kind, headers, values)
  const named = new Set(candidates.filter((candidate) => candidate.score >= LEAST).map((candidate) => candidate.column))
  const personal = headers.map((header, i) =>
    personalByHeader(header) ?? toldPersonal(told.get(i)) ?? personalByValues((values[i] ?? []).slice(0, 300), named.has(i)))
  const columns: ColumnGuess[] = headers.map((header, index) => ({
    index, header, confidence: 0, ...(personal[index] ? { personal: personal[index].kind } : {}),
    ...(personal[index]?.sure === false ? { unsure: true } : {}), ...shown(values[index] ?? [], personal[index]),
  }))
  const free = new Set(headers.map((_, i) => i).filter((i) => !personal[i]))
  const taken = new Set<FieldName>()
  for (const [field, wish] of Object.entries(mapping) as [FieldName, string][]) {
    if (!fieldsOf(kind).includes(field)) throw unknownField(field, fieldsOf(kind))
    taken.add(field)
    if (wish === '') continue
    const index = columnOf(wish, headers)
    if (index === undefined) throw unknownColumn(field, wish, headers)
    if (personal[index]?.sure) throw isPersonal(field, headers[index] as string)
    const column = columns[index] as ColumnGuess
    delete column.personal
    delete column.unsure
    Object.assign(column, { field, confidence: 1, by: 'mapping' }, shown(values[index] ?? [], undefined))
    free.delete(index)
  }
  const constants: Guess['constants'] = {}
  if (kind === 'units' && !taken.has('code')) candidates.push(...unitFamilies(headers, constants))
  if (headerless) candidates.push(...guessByValues(kind, values, free))
  if (fieldsOf(kind).includes('point')) candidates.push(...pointByValues(values, free))
  const outdone = otherSource(candidates.filter(({ column, score }) => score >= LEAST && free.has(column)).map(({ field }) => field), taken)
  for (const { column, field, score, by } of candidates.toSorted((a, b) => b.score - a.score)) {
    if (score < LEAST || !free.has(column) || outdone.includes(field) || (taken.has(field) && !MANY.has(field))) continue
    free.delete(column)
    taken.add(field)
    Object.assign(columns[column] as ColumnGuess, { field, confidence: Math.min(1, Math.round(score * 100) / 100), by })
  }
  if (taken.has('level')) delete constants.level
  return { columns, constants }
}

/** One place, one source: what somebody named, else two columns rather than one. These fields the other source outdoes. */
function otherSource(found: readonly FieldName[], named: ReadonlySet<FieldName>): readonly FieldName[] {
  const has = (field: FieldName): boolean => named.has(field) || found.includes(field)
  if (named.has('point')) return ['lon', 'lat']
  return named.has('lon') || named.has('lat') || (has('lon') && has('lat')) ? ['point'] : has('point') ? ['lon', 'lat'] : []
}

const toldPersonal = (kind: PersonalKind | undefined): PersonalColumn | undefined => kind && { kind, sure: true }

function headerCandidates(kind: ImportKind, headers: string[], values: Cell[][]): Candidate[] {
  const candidates: Candidate[] = []
  headers.forEach((header, column) => {
    const best = new Map<FieldName, number>()
    headerForms(header).forEach((form, i) => {
      for (const name of knownNames(kind)) {
        const score = nameScore(form, name.bare, header.length === 10) * name.score - i * 0.02
        if (score > (best.get(name.field) ?? 0)) best.set(name.field, score)
      }
    })
    for (const [field, score] of best) {
      if (score < LEAST) continue
      const fit = valueFit(kind, field, (values[column] ?? []).slice(0, 200))
      // a column that bears the field's own name is that field, however bad its cells: they become errors, not silence
      candidates.push({ column, field, score: score > 0.9 && isTyped(field) ? score * (0.65 + 0.35 * fit) : score * fit, by: 'header' })
    }
  })
  return candidates
}

/** 1 for the name itself; less when the name is only part of the header, or the header is a .dbf's first ten bytes of it. */
function nameScore(form: string, name: string, cut: boolean): number {
  if (form === name) return 1
  const chinese = /[\u4e00-\u9fff]/.test(name)
  if (form.includes(name) && name.length >= (chinese ? 3 : 8)) return 0.45 + 0.4 * (name.length / form.length)
  if (!chinese && cut && form.length >= 8 && name.startsWith(form)) return 0.8
  return 0
}

/** Units named level by level (`county_code, town_code, vill_code, vill_name`): the deepest is the row, the next its parent. */
function unitFamilies(headers: string[], constants: Guess['constants']): Candidate[] {
  const order = ['county', 'township', 'village', 'group']
  const found = headers.flatMap((header, column) => {
    const family = levelFamily(bareHeader(header))
    return family ? [{ column, ...family }] : []
  })
  const deepestFirst = (a: { level: string }, b: { level: string }) => order.indexOf(b.level) - order.indexOf(a.level)
  const codes = found.filter((entry) => entry.part === 'code').toSorted(deepestFirst)
  const generic = headers.some((header) => GENERIC_CODES.includes(bareHeader(header)))
  const candidates: Candidate[] = []
  const unit = generic ? undefined : codes[0]
  const parent = codes.find((entry) => entry.level !== unit?.level)
  if (unit) {
    constants.level = unit.level
    candidates.push({ column: unit.column, field: 'code', score: 0.97, by: 'header' })
    const name = found.find((entry) => entry.part === 'name' && entry.level === unit.level)
    if (name) candidates.push({ column: name.column, field: 'name', score: 0.96, by: 'header' })
    headers.forEach((header, column) => {
      // `vill_name_tw` is another name of the village; `town_name_tw` beside it is not
      if (familyOfOtherName(bareHeader(header)) === unit.level) candidates.push({ column, field: 'aliases', score: 0.9, by: 'header' })
    })
  }
  if (parent) candidates.push({ column: parent.column, field: 'parent_code', score: 0.9, by: 'header' })
  return candidates
}

function columnOf(wish: string, headers: string[]): number | undefined {
  const exact = headers.indexOf(wish)
  if (exact >= 0) return exact
  const bare = headers.findIndex((header) => headerForms(header).includes(bareHeader(wish)))
  if (bare >= 0) return bare
  const number = /^#(\d{1,4})$/.exec(wish)?.[1]
  if (number && headers[Number(number) - 1] !== undefined) return Number(number) - 1
  const letter = /^[A-Z]{1,3}$/.test(wish) ? headers.findIndex((_, i) => columnLetter(i) === wish) : -1
  return letter >= 0 ? letter : undefined
}

function shown(values: Cell[], personal: PersonalColumn | undefined): Pick<ColumnGuess, 'samples' | 'fillRate'> {
  const filled = values.filter((value) => value !== null && String(value).trim() !== '')
  const fillRate = values.length === 0 ? 0 : Math.round((filled.length / values.length) * 1000) / 1000
  if (personal) return { samples: [], fillRate }
  const samples = [...new Set(filled.slice(0, 400).map((value) => String(value).trim().slice(0, 60)))].slice(0, 5)
  return { samples, fillRate }
}

function unknownField(field: string, fields: FieldName[]): FileRefused {
  return new FileRefused('mapping-unknown-field', `没有字段 ${field}。可用：${fields.join('、')}。`,
    `There is no field ${field}. Fields: ${fields.join(', ')}.`, { parameter: 'as' })
}

function unknownColumn(field: string, wish: string, headers: string[]): FileRefused {
  return new FileRefused('mapping-unknown-column', `字段 ${field} 指定的列 ${wish} 不存在。文件的列：${headers.join('、')}。`,
    `The column ${wish} given for ${field} is not in the file. Its columns: ${headers.join(', ')}.`, { parameter: 'as' })
}

function isPersonal(field: string, header: string): FileRefused {
  return new FileRefused('mapping-personal', `${header} 是个人信息列，读取时即丢弃，不能用作 ${field}。`,
    `${header} holds personal data; it is dropped on read and cannot be used for ${field}.`, { parameter: 'as' })
}
