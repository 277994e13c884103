import * as Type from 'typebox'
import { count, nullable } from './feed.ts'

/** Who imports: the petition office and planners who see the whole county. */
export const importers = ['office', 'planner'] as const
export const ImportKind = Type.Enum(['petitions', 'units', 'key-areas', 'holidays'])

const flag = Type.Enum(['0', '1'])
/** `POST /api/imports/{kind}`: how the file is to be read, where it does not say so itself. */
export const ImportQuery = Type.Object({
  dry_run: Type.Optional(flag),
  encoding: Type.Optional(Type.Enum(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'])),
  crs: Type.Optional(Type.String({ pattern: '^([Ee][Pp][Ss][Gg]:\\d{4,5}|wgs84|cgcs2000|gcj02|bd09)$', description: 'EPSG:4490, wgs84, gcj02, bd09' })),
  sheet: Type.Optional(Type.String({ maxLength: 100 })),
  county: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{2,12}$' })),
  valid_from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  recognise: Type.Optional(flag),
  as: Type.Optional(Type.Union([
    Type.String({ pattern: '^[a-z_0-9]+=.{0,100}$' }), Type.Array(Type.String({ pattern: '^[a-z_0-9]+=.{0,100}$' }), { maxItems: 40 }),
  ], { description: '字段=列名 / FIELD=COLUMN' })),
}, { additionalProperties: false })

export const ImportId = Type.Object({ id: Type.String({ pattern: '^\\d{1,15}$' }) })

const Notice = Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })
const Reason = Type.Object({
  code: Type.String(), column: Type.Optional(Type.String()), message_zh: Type.String(), message_en: Type.String(), raw: Type.Optional(Type.String()),
})

export const ImportRun = Type.Object({
  id: count,
  kind: ImportKind,
  state: Type.Enum(['running', 'done', 'undone', 'failed']),
  file_name: Type.String(),
  dry_run: Type.Boolean(),
  created: count, updated: count, unchanged: count, rejected: count, skipped: count, flagged: count,
  /** rows per flag or reason */
  tally: Type.Record(Type.String(), count),
  started_at: Type.String(),
  finished_at: nullable(Type.String()),
  account: nullable(Type.String()),
  progress: Type.Optional(Type.Object({ phase: Type.Enum(['reading', 'writing', 'counting']), share: Type.Number(), rows: count })),
  problem: Type.Optional(Type.Object({
    code: Type.String(), zh: Type.String(), en: Type.String(), line: Type.Optional(count), parameter: Type.Optional(Type.String()),
  })),
  understood: Type.Optional(Type.Unknown()),
  notices: Type.Optional(Type.Array(Notice)),
  /** the first rows that need a person; all of them are in the correction workbook */
  rows: Type.Optional(Type.Array(Type.Object({
    line: count, outcome: Type.Enum(['rejected', 'flagged']), reasons: Type.Array(Reason), cells: Type.Record(Type.String(), Type.String()),
  }))),
})
export type ImportRun = Type.Static<typeof ImportRun>

export const ImportList = Type.Object({ rows: Type.Array(ImportRun), total: count })
