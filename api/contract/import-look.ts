import * as Type from 'typebox'
import { count } from './feed.ts'
import { ImportKind, ImportQuery } from './imports.ts'

const { dry_run: _dryRun, county: _county, county_name: _countyName, valid_from: _validFrom, recognise: _recognise, ...reading } = ImportQuery.properties

/** `POST /api/import-looks`: what a file would be read as; nothing of it is kept. */
export const ImportLookQuery = Type.Object({
  ...reading,
  kind: Type.Optional(ImportKind),
  shapes: Type.Optional(Type.Enum(['0', '1'], { description: '1：完整边界，供绘图用 / whole boundaries, for drawing on' })),
}, { additionalProperties: false })

const Notice = Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() })
const share = Type.Number({ minimum: 0, maximum: 1 })

export const ImportLook = Type.Object({
  kind: ImportKind,
  guessed: Type.Boolean(),
  /** the mapping is the one that somebody gave for a file with the same header */
  remembered: Type.Boolean(),
  /** what columns of this kind may be; the needed ones must be found */
  fields: Type.Array(Type.Object({ name: Type.String(), needed: Type.Boolean() })),
  understood: Type.Object({
    format: Type.String(),
    encoding: Type.Optional(Type.String()),
    delimiter: Type.Optional(Type.String()),
    sheet: Type.Optional(Type.String()),
    sheets: Type.Optional(Type.Array(Type.String())),
    headerRows: Type.Array(count),
    dataStart: count,
    headerReason: Notice,
    crs: Type.Optional(Type.Object({ id: Type.String(), name: Type.String(), how: Type.String(), axis: Type.String() })),
    columns: Type.Array(Type.Object({
      index: count, header: Type.String(), field: Type.Optional(Type.String()), confidence: share, by: Type.Optional(Type.String()),
      /** why the column is dropped on read; it has no samples then */
      personal: Type.Optional(Type.String()), unsure: Type.Optional(Type.Boolean()), samples: Type.Array(Type.String()), fillRate: share,
    })),
    missing: Type.Array(Type.String()),
    sampledRows: count,
    notices: Type.Array(Notice),
  }),
  /** the first lines as they stand; null hides a cell */
  head: Type.Array(Type.Object({ line: count, cells: Type.Array(Type.Union([Type.String(), Type.Null()])) })),
  /** the first places in degrees, WGS84/CGCS2000 */
  places: Type.Array(Type.Object({ line: count, name: Type.String(), geometry: Type.Unknown() })),
})
export type ImportLook = Type.Static<typeof ImportLook>
