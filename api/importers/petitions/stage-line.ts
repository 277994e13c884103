import { createHash } from 'node:crypto'
import { copyLine, nameArray } from '../../db/copy-line.ts'
import { flagReason } from '../flag-words.ts'
import type { Gazetteer } from '../gazetteer/matcher.ts'
import { cellsOf, errorsOf, type RowResults } from '../row-results.ts'
import type { FieldName, RowBatch, Understood, Value } from '../types.ts'
import type { Categories } from './categories.ts'
import type { MisconductCount } from './misconduct.ts'
import { stateOfRow } from './state-of-row.ts'
import type { ReferenceWords } from './words.ts'

/** Columns of import_stage in the order of a staged line; see sql/imports/petitions/stage.sql. */
export const stageColumns = [
  'line', 'petition_no', 'row_hash', 'referred_no', 'identity', 'received_on', 'registered_on', 'accepted_on', 'due_on',
  'closed_on', 'opinion_on', 'channel', 'lodged_level', 'purpose', 'category', 'state', 'people_count', 'is_first',
  'is_collective', 'confidential', 'title', 'words', 'department', 'place_text', 'place_key', 'lon', 'lat', 'unit_code',
  'text_unit', 'text_grade', 'text_township', 'area_code', 'flags',
] as const

export interface StageTools {
  understood: Understood
  words: ReferenceWords
  categories: Categories
  gazetteer: Gazetteer
  results: RowResults
  misconduct: MisconductCount
  /** people from whom on a visit is collective (sql/rules/474_collective.sql) */
  collectiveFrom: number
}

/** flags that are only counted: they would drown the correction file */
const QUIET = new Set(['masked', 'closed-without-date', 'township-differs', 'ambiguous-place'])

const text = (value: Value | undefined): string | null => typeof value === 'string' ? value : value === null || value === undefined ? null : String(value)
const cut = (value: string | null, length: number): string | null =>
  value === null || value.length <= length ? value : value.slice(0, length).toWellFormed()

/** Turns batches of checked rows into COPY lines of import_stage. What is refused or counted only gives no line. */
export class PetitionLines {
  readonly #tools: StageTools
  readonly #at = new Map<FieldName, number>()
  readonly #header = new Map<FieldName, string>()
  readonly #hasPoints: boolean

  constructor(tools: StageTools) {
    this.#tools = tools
    tools.understood.fields.forEach((field, at) => this.#at.set(field, at))
    for (const { field, header } of tools.understood.columns) if (field && !this.#header.has(field)) this.#header.set(field, header)
    this.#hasPoints = this.#at.has('lon') && this.#at.has('lat')
  }

  *lines(batch: RowBatch): Generator<string> {
    const cells = cellsOf(batch, this.#tools.understood)
    const errors = errorsOf(batch)
    const flags = Map.groupBy(batch.flags, ({ row }) => row)
    for (let row = 0; row < batch.lines.length; row++) {
      const line = batch.lines[row] as number
      if (this.#isMisconduct(batch, row)) {
        this.#countMisconduct(batch, row, line, errors.has(row))
        continue
      }
      const wrong = errors.get(row)
      if (wrong) this.#tools.results.reject(line, wrong, cells.get(row))
      else yield this.#line(batch, row, line, (flags.get(row) ?? []).map(({ flag }) => flag), cells.get(row))
    }
  }

  #value(batch: RowBatch, row: number, field: FieldName): Value {
    const at = this.#at.get(field)
    return at === undefined ? null : batch.values[at]?.[row] ?? null
  }

  #text(batch: RowBatch, row: number, field: FieldName): string | null {
    return text(this.#value(batch, row, field))
  }

  #isMisconduct(batch: RowBatch, row: number): boolean {
    const purpose = this.#text(batch, row, 'purpose')
    return purpose !== null && this.#tools.words.isMisconduct(purpose)
  }

  /** Neither a cell nor a number of it is kept, in whichever way its row is wrong. */
  #countMisconduct(batch: RowBatch, row: number, line: number, wrong: boolean): void {
    const receivedOn = this.#text(batch, row, 'received_on')
    const petitionNo = this.#text(batch, row, 'petition_no')
    if (receivedOn !== null && petitionNo !== null && !wrong) this.#tools.misconduct.add(petitionNo, receivedOn)
    else {
      this.#tools.results.reject(line, [{
        code: 'counted-only', message_zh: '此行只计数，不入库；日期或编号有误，未能计数', message_en: 'This row is only counted, and its date or number is wrong',
      }])
    }
  }

  #line(batch: RowBatch, row: number, line: number, flags: string[], cells: Record<string, string> | undefined): string {
    const { words, categories, gazetteer, collectiveFrom } = this.#tools
    const get = (field: FieldName): string | null => this.#text(batch, row, field)
    const word = (field: FieldName, flag: string, find: (word: string) => number | undefined): number | null => {
      const written = get(field)
      if (written === null) return null
      const id = find(written)
      if (id === undefined) flags.push(flag)
      return id ?? null
    }
    const channel = word('channel', 'unknown-channel', words.channel)
    const purpose = word('purpose', 'unknown-purpose', words.purpose)
    const lodgedLevel = word('lodged_level', 'unknown-level', words.lodgedLevel)
    const state = stateOfRow(words, {
      word: get('state'), closed: this.#value(batch, row, 'is_closed'), closedOn: get('closed_on'),
    }, flags)
    const people = this.#value(batch, row, 'people_count')
    if (people === 0) flags.push('people-zero')
    const peopleCount = typeof people === 'number' && people > 0 ? people : 1
    const placeText = get('place_text')
    const place = placeText === null ? undefined : gazetteer.place(placeText)
    const lon = this.#value(batch, row, 'lon')
    if (this.#hasPoints && lon === null) flags.push('no-point')
    if (place?.reason === 'ambiguous') flags.push('ambiguous-place')
    if (place?.reason === 'township-differs') flags.push('township-differs')
    const isFirst = this.#value(batch, row, 'is_first')
    if (cells || flags.some((flag) => !QUIET.has(flag))) this.#tell(line, flags, cells ?? this.#shown(batch, row))
    else for (const flag of flags) this.#tools.results.count(flag)
    return copyLine([
      line, get('petition_no'), batch.hashes?.[row],
      get('matter_no'), this.#identity(batch, row), get('received_on'), get('registered_on'), get('accepted_on'), get('due_on'),
      state.closedOn, state.opinionOn, channel, lodgedLevel, purpose,
      categories.code([get('category'), get('category_2'), get('category_3')]), state.id, peopleCount,
      typeof isFirst === 'boolean' ? isFirst : null,
      this.#value(batch, row, 'is_collective') === true || peopleCount >= collectiveFrom,
      this.#value(batch, row, 'confidential') === true, cut(get('title'), 50), get('text'),
      get('responsible_department')?.split(/[/／、,，]/)[0]?.trim() || null, placeText, get('place_key'), numberOrNull(lon),
      numberOrNull(this.#value(batch, row, 'lat')), get('unit_code'), place?.unitId, place?.grade, place?.townshipId, get('area_code'),
      nameArray([...new Set(flags)]),
    ])
  }

  #tell(line: number, flags: readonly string[], cells: Record<string, string>): void {
    this.#tools.results.flag(line, [...new Set(flags)].map((flag) => flagReason(flag)), cells)
  }

  /** The mapped cells of a row that only the database's side found odd. */
  #shown(batch: RowBatch, row: number): Record<string, string> {
    return Object.fromEntries([...this.#header].map(([field, header]) => [header, cellText(this.#value(batch, row, field))]))
  }

  /** Same person, same category, same place: the same matter. The parts are hashed together and cannot be told apart. */
  #identity(batch: RowBatch, row: number): string | null {
    const identity = this.#text(batch, row, 'identity_hash')
    if (identity === null) return null
    const get = (field: FieldName): string => this.#text(batch, row, field) ?? ''
    const place = get('unit_code') || get('place_text').normalize('NFKC').replace(/\s/g, '') || `${get('lon')} ${get('lat')}`
    const content = [identity, get('category'), get('category_2'), get('category_3'), place].join('\u0001')
    return `\\x${createHash('sha256').update(content).digest('hex').slice(0, 32)}`
  }
}

/** A value as people write it, so that the correction file can be imported again and read before. */
const cellText = (value: Value): string => typeof value === 'boolean' ? value ? '是' : '否' : text(value) ?? ''
const numberOrNull = (value: Value): number | null => typeof value === 'number' ? value : null
