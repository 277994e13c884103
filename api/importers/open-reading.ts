import { createHash } from 'node:crypto'
import type { Db } from '../db/db.ts'
import { installation, withoutUndefined } from './installation.ts'
import { rememberedMapping } from './mapping.ts'
import { readFile } from './read-file.ts'
import { FileRefused } from './refusal.ts'
import type { ImportOptions } from './run.ts'
import type { FieldName, Reading, ReadOptions, Understood } from './types.ts'

export interface Opened {
  reading: Reading
  understood: Understood
}

const FIELD_WORDS: Partial<Record<FieldName, string>> = {
  received_on: '信访日期', petition_no: '信访件编号', code: '代码', name: '名称', date: '日期', is_workday: '是否上班',
}

/**
 * Understands a file, with the mapping given, else the one that a file with the same header used last time.
 *
 * @throws FileRefused `column-missing`, `county-unknown` and whatever the reader refuses
 */
export async function openReading(db: Db, options: ImportOptions): Promise<{ opened: Opened; county: string }> {
  const { county: known, envelope } = await installation(db)
  if (known !== undefined && options.countyCode !== undefined && options.countyCode !== known) {
    throw new FileRefused('county-differs', `本系统属于 ${known}，不能导入到 ${options.countyCode}`,
      `this installation serves ${known}, not ${options.countyCode}`, { parameter: 'county' })
  }
  const read = withoutUndefined<ReadOptions>({
    kind: options.kind, fileName: options.fileName, encoding: options.encoding, crs: options.crs, sheet: options.sheet,
    header: options.header, mapping: options.mapping, envelope,
    identityKey: options.recognise ? createHash('sha256').update(`recognise ${options.identityKey}`).digest('hex') : undefined,
  })
  const opened = await withMapping(db, options, read)
  const [missing] = opened.understood.missing
  if (missing !== undefined) {
    opened.reading.stop()
    throw new FileRefused('column-missing', `找不到“${FIELD_WORDS[missing] ?? missing}”列，请指定是哪一列（--as ${missing}=列名）`,
      `no column gives ${missing}; name it (--as ${missing}=COLUMN)`, { parameter: 'mapping' })
  }
  return { opened, county: await countyOf(opened, known ?? options.countyCode, options) }
}

async function withMapping(db: Db, options: ImportOptions, read: ReadOptions): Promise<Opened> {
  const control = { signal: options.signal }
  const reading = await readFile(options.path, read, control)
  if (options.mapping) return { reading, understood: reading.understood }
  const mapping = await rememberedMapping(db, options.kind, reading.understood)
  if (!mapping) return { reading, understood: reading.understood }
  reading.stop()
  const again = await readFile(options.path, { ...read, mapping }, control)
  return { reading: again, understood: again.understood }
}

/** Units bring their county with them; everything else needs one. */
async function countyOf({ reading }: Opened, known: string | undefined, { kind }: ImportOptions): Promise<string> {
  if (known !== undefined || kind === 'holidays' || kind === 'units') return known ?? '-'
  reading.stop()
  throw new FileRefused('county-unknown', '请先导入行政区划（units），或指明所属县的代码（--county）',
    'import the units first, or name the county\'s code (--county)', { parameter: 'county' })
}
