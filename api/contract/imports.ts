import * as Type from 'typebox'
import { count, nullable } from './feed.ts'

/** Who imports: the petition office and planners who see the whole county. */
export const importers = ['office', 'planner'] as const
export const ImportKind = Type.Enum(['petitions', 'units', 'key-areas', 'holidays'])

/** Lines of a header: `3`, `2-3`, or `none` for a file without. */
export const headerLines = '^(none|[1-9]\\d{0,6}(-[1-9]\\d{0,6})?)$'

const flag = Type.Enum(['0', '1'])
const fileId = Type.String({ format: 'uuid' })
/** `POST /api/imports/{kind}`: how the file is to be read, where it does not say so itself. */
export const ImportQuery = Type.Object({
  file: Type.Optional(Type.String({ format: 'uuid', description: '已上传文件的编号，代替请求中的文件 / file_id of POST /api/import-files, instead of a file in the request' })),
  dry_run: Type.Optional(flag),
  /** 0: answer 202 as soon as the file is there; its progress is at `GET /api/imports/{id}`, `DELETE` there breaks it off */
  wait: Type.Optional(Type.String({ pattern: '^\\d{1,3}$', zh: '秒数（0 至 999）', en: 'a number of seconds from 0 to 999', description: '最多等几秒再答复 / seconds to wait for the end of the run, default 1' })),
  encoding: Type.Optional(Type.Enum(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'])),
  crs: Type.Optional(Type.String({ pattern: '^([Ee][Pp][Ss][Gg]:\\d{4,5}|wgs84|cgcs2000|gcj02|bd09)$', description: 'EPSG:4490, wgs84, gcj02, bd09' })),
  sheet: Type.Optional(Type.String({ maxLength: 100 })),
  header: Type.Optional(Type.String({ pattern: headerLines, description: '表头所在行：3、2-3 或 none / lines of the header' })),
  county: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z]{2,12}$' })),
  county_name: Type.Optional(Type.String({ pattern: '\\S', maxLength: 60, description: '县（市、区）名称，文件未写时用 / name of the county, where the file does not have it' })),
  valid_from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  recognise: Type.Optional(flag),
  as: Type.Optional(Type.Union([
    Type.String({ pattern: '^[a-z_0-9]{1,40}=.{0,100}$' }), Type.Array(Type.String({ pattern: '^[a-z_0-9]{1,40}=.{0,100}$' }), { maxItems: 40 }),
  ], { description: '字段=列名 / FIELD=COLUMN' })),
}, { additionalProperties: false })

/** `POST /api/import-files`: a file sent once, to be looked at and run by its number. */
export const ImportFile = Type.Object({
  file_id: fileId, file_name: Type.String(), byte_count: count, kept_until: Type.String({ description: 'instant, ISO 8601' }),
})
export type ImportFile = Type.Static<typeof ImportFile>
export const ImportFileId = Type.Object({ id: fileId })

export const ImportId = Type.Object({ id: Type.String({ pattern: '^\\d{1,15}$' }) })

const Notice = Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })
const Reason = Type.Object({
  code: Type.String(), column: Type.Optional(Type.String()), message_zh: Type.String(), message_en: Type.String(), raw: Type.Optional(Type.String()),
})

/** How far a run has come. A bar for the whole: reading by `share`, then writing by `step` of `steps`, then counting. */
export const ImportProgress = Type.Object({
  phase: Type.Enum(['waiting', 'reading', 'writing', 'counting'], { description: '排队、读取、写入、汇总' }),
  share: Type.Number({ minimum: 0, maximum: 1, description: '已读字节占比 / share of the bytes read' }),
  rows: Type.Integer({ minimum: 0, description: '已读行数 / rows read' }),
  staged: Type.Integer({ minimum: 0, description: '其中待写入行数 / of these, ready to be written' }),
  total: nullable(Type.Integer({ minimum: 0, description: '总行数，读取中为估计 / rows of the file, an estimate while it is read' })),
  step: Type.Integer({ minimum: 0, description: '已完成的写入步骤 / steps of the writing done' }),
  steps: Type.Integer({ minimum: 0, description: '写入步骤数 / steps of the writing' }),
})

/**
 * `running`: not in the database yet, progress in `progress`. `failed` and `cancelled`: nothing of it was written, the
 * reason is in `problem`; told for an hour. Only who started a run sees it so at its address; the list shows a running one
 * to everybody who sees it when it is done.
 */
export const ImportState = Type.Enum(['running', 'done', 'undone', 'failed', 'cancelled'])

export const ImportRun = Type.Object({
  id: count,
  kind: ImportKind,
  state: ImportState,
  file_name: Type.String(),
  dry_run: Type.Boolean(),
  created: count, updated: count, unchanged: count, rejected: count, skipped: count, flagged: count,
  /** rows per flag or reason */
  tally: Type.Record(Type.String(), count),
  started_at: Type.String(),
  finished_at: nullable(Type.String()),
  account: nullable(Type.String()),
  /** display name of who imports; null for the command line */
  by: Type.Optional(nullable(Type.String())),
  /** while it works; also of one that broke off: how far it had come */
  progress: Type.Optional(ImportProgress),
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
