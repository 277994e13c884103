/**
 * What an import run knows of a file before the database sees a row.
 *
 * bytes -> SourceTable (api/importers/read) -> Understood (header, mapping, CRS) -> RowBatch (typed values, errors, flags).
 * All of it happens in a child process; only `Understood`, `RowBatch` and `ReadSummary` cross the border, and none of
 * them ever holds the content of a personal column.
 */
import type { Geometry } from 'geojson'

export type ImportKind = 'petitions' | 'units' | 'key-areas' | 'holidays'
export type FileFormat = 'csv' | 'xlsx' | 'geojson' | 'geojsonl' | 'shapefile' | 'kml' | 'kmz' | 'gpkg'
export type EncodingName = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

/** A message for a person, in both languages of the interface. */
export interface Notice {
  /** stable, kebab-case; what tests and the interface match */
  code: string
  zh: string
  en: string
}

/** A cell as a reader leaves it: text untouched, numbers as stored, dates already ISO text; `null` is an empty cell. */
export type Cell = string | number | boolean | null

/** Cells of some rows, as they stand in the file. `lines` are 1-based: text line, sheet row, or ordinal of the feature. */
export interface RawBatch {
  lines: number[]
  rows: Cell[][]
  geometries?: (Geometry | null)[]
}

/** A merged range of a sheet; 1-based rows as in `RawBatch.lines`, 0-based columns, both ends inclusive. */
export interface Merge { top: number; bottom: number; left: number; right: number }

/** How a file, or a column's name, says which coordinates it holds. */
export interface DeclaredCrs {
  /** what the file says: an EPSG code, a URN, a WKT, `gcj02` */
  text: string
  where: 'crs-member' | 'prj' | 'gpkg' | 'kml' | 'column-name' | 'file-name' | 'property'
}

/** One readable table of a file. */
export interface SourceTable {
  format: FileFormat
  encoding?: EncodingName
  delimiter?: string
  sheet?: string
  /** every sheet or layer of the file */
  sheets?: string[]
  /** names known for certain (features, database layers); absent where a header row must be found */
  columns?: string[]
  merges?: Merge[]
  /** the workbook counts days from 1904 */
  date1904?: boolean
  crs?: DeclaredCrs
  warnings: Notice[]
  /** bytes of the file, and how far the reader has come */
  size: number
  position(): number
  batches(): AsyncIterable<RawBatch>
}

/** `point` is a column that gives both `lon` and `lat`; no value bears its name. */
export type FieldName =
  | 'point'
  | 'petition_no' | 'place_text' | 'lon' | 'lat' | 'received_on' | 'registered_on' | 'due_on' | 'accepted_on'
  | 'closed_on' | 'updated_on' | 'channel' | 'purpose' | 'category' | 'category_2' | 'category_3' | 'text'
  | 'people_count' | 'is_closed' | 'is_first' | 'is_collective' | 'state' | 'office' | 'responsible_department'
  | 'lead' | 'matter_no' | 'place_key' | 'unit_code' | 'area_code' | 'remark' | 'identity_hash'
  | 'code' | 'name' | 'level' | 'parent_code' | 'kind' | 'valid_from' | 'valid_to' | 'successor_code'
  | 'predecessor_code' | 'household_count' | 'aliases' | 'official' | 'households'
  | 'date' | 'is_workday' | 'year' | 'title' | 'lodged_level' | 'confidential'

/**
 * A checked value. Dates are `yyyy-MM-dd` (county time, +08:00), counts integers, `lon`/`lat` degrees after conversion
 * to WGS84/CGCS2000, `aliases` a list, everything else text.
 */
export type Value = string | number | boolean | string[] | null

export type PersonalKind = 'name' | 'id-number' | 'phone' | 'address' | 'staff'

/** One column of the file and what is thought of it. */
export interface ColumnGuess {
  /** 0-based position in the file */
  index: number
  /** header as joined from 1-4 header rows, or `列1` where the file has none */
  header: string
  field?: FieldName
  /** 0-1; 1 = exact name or given by the caller */
  confidence: number
  by?: 'mapping' | 'header' | 'values'
  /** dropped on read: neither its values nor samples of them leave the child */
  personal?: PersonalKind
  /** a bare 地址 may be a place after all: a person may map it on purpose */
  unsure?: boolean
  /** up to 5 distinct values, cut at 60 characters; none for personal columns */
  samples: string[]
  /** share of non-empty cells among the rows looked at, 0-1 */
  fillRate: number
}

export interface CrsUsed {
  /** `EPSG:4326`, `EPSG:4490`, `GCJ-02`, `BD-09`, `EPSG:4523`, ... */
  id: string
  name: string
  how: 'argument' | 'declared' | 'column-name' | 'file-name' | 'guessed' | 'assumed'
  /** `northing-first`: the file's X is the northing, as surveyors write it; already put right */
  axis: 'easting-first' | 'northing-first'
}

/** What the file was understood to be; shown before anything is written. */
export interface Understood {
  kind: ImportKind
  format: FileFormat
  encoding?: EncodingName
  delimiter?: string
  sheet?: string
  sheets?: string[]
  /** 1-based lines of the header; empty when the file has none or when columns are named by the format */
  headerRows: number[]
  /** 1-based line of the first data row */
  dataStart: number
  /** why these rows are the header */
  headerReason: Notice
  crs?: CrsUsed
  columns: ColumnGuess[]
  /** fields in the order of `RowBatch.values` */
  fields: FieldName[]
  /** headers of the columns whose cells may be kept (imported and not personal), the order of `originals` cells */
  shownColumns: string[]
  /** fields that the kind needs and no column gives */
  missing: FieldName[]
  /** rows that the guess was made from */
  sampledRows: number
  /** same header, same signature: the key under which a mapping is remembered */
  signature: string
  notices: Notice[]
}

export interface RowError {
  /** index of the row in its batch */
  row: number
  /** header of the column; '' when the row as a whole is meant */
  column: string
  field?: FieldName
  code: string
  message_zh: string
  message_en: string
  /** the cell, cut at 80 characters; '' for a personal column */
  raw: string
}

/** Something odd that does not refuse the row, e.g. `sentinel-date`, `masked`, `swapped-coordinates`, `null-island`. */
export interface RowFlag { row: number; field?: FieldName; flag: string }

/** Up to some thousand rows by column. `values[f][r]` is field `Understood.fields[f]` of row `r`. */
export interface RowBatch {
  lines: number[]
  values: Value[][]
  /** checked, closed, two-dimensional, WGS84/CGCS2000 degrees; only for formats that carry geometry */
  geometries?: (Geometry | null)[]
  errors: RowError[]
  flags: RowFlag[]
  /** of petitions: what each row says, as a number (row-hash.ts) */
  hashes?: string[]
  /** cells beside `Understood.shownColumns`: of petitions the rows with an error or a flag, of other kinds all rows */
  originals: { row: number; cells: string[] }[]
  /** 0-1 of the file's bytes */
  progress: number
}

export interface ReadSummary {
  rows: number
  rowsWithErrors: number
  /** rows that are no data: totals, repeated headers, notes, blank */
  skipped: { line: number; reason: SkipReason }[]
  skippedCount: Record<SkipReason, number>
  flagCount: Record<string, number>
  errorCount: Record<string, number>
  /** share of non-empty values per field over the whole file, 0-1 */
  fillRates: Partial<Record<FieldName, number>>
  /** notices that only the whole file could give */
  notices: Notice[]
}

export type SkipReason = 'blank' | 'total' | 'note' | 'repeated-header' | 'column-numbers'

export interface ReadOptions {
  kind: ImportKind
  /** name the user knows the file by; format and hints are taken from it. Default: the path's last part */
  fileName?: string
  /** `auto`, `utf-8`, `gb18030`, `utf-16le`, `utf-16be` */
  encoding?: string
  /** `EPSG:4490`, `wgs84`, `gcj02`, `bd09`, `EPSG:45xx` */
  crs?: string
  sheet?: string
  /** lines of the header as the user gives them: first, last; none for a file without. Found where absent */
  header?: number[]
  /** field -> column header, spreadsheet letter (`C`) or `#3`; '' leaves a field out */
  mapping?: Partial<Record<FieldName, string>>
  /** 32 or more bytes as hex: gives `identity_hash` of petitions for repeat recognition */
  identityKey?: string
  /** county's west, south, east, north in degrees: tells swapped axes and central meridians apart */
  envelope?: [number, number, number, number]
  /** rows per batch, default 2,000 */
  batchRows?: number
}

/** What is shown of a file to the person who has it at hand; never kept, never of a personal column. */
export interface FileLook {
  understood: Understood
  kind: ImportKind
  /** the kind was told from the file itself */
  guessed: boolean
  /** the first lines as they stand, so that another header row can be chosen; hidden cells are null */
  head: { line: number; cells: (string | null)[] }[]
  /** the first places of the file in degrees, drawn with few vertices, or as they are when `shapes` was asked for */
  places: { line: number; name: string; geometry: Geometry }[]
}

export interface LookOptions extends Omit<ReadOptions, 'kind'> {
  /** told from the file where absent */
  kind?: ImportKind
  /** whole geometries instead of sketches, for drawing on */
  shapes?: boolean
}

export interface Reading {
  understood: Understood
  /** to be read once; leaving the loop early ends the child */
  batches: AsyncIterable<RowBatch>
  /** settles after the last batch; rejects with what broke the reading */
  summary: Promise<ReadSummary>
  /** ends the child without waiting */
  stop(): void
}

/** One row as an object, for callers that do not need speed. */
export interface ParsedRow {
  line: number
  values: Partial<Record<FieldName, Value>>
  geometry?: Geometry | null
  errors: RowError[]
  flags: string[]
}
