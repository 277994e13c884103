import { bareHeader } from './columns/header-text.ts'
import type { ColumnGuess, DeclaredCrs } from './types.ts'

const WORDS: [RegExp, string][] = [
  [/gcj-?_?02|火星|高德|腾讯/i, 'gcj02'],
  [/bd-?_?09|百度/i, 'bd09'],
  [/cgcs-?_?2000|(?<!\d)4490(?!\d)|国家2000/i, 'EPSG:4490'],
  [/wgs-?_?84|(?<!\d)4326(?!\d)/i, 'wgs84'],
]

/**
 * What names say about coordinates: the column of the longitude (`lon_gcj02`, 百度经度), a property such as `crs_note`,
 * or the file's own name (`outline_gcj02.geojson`). Weaker than a declaration, stronger than silence.
 */
export function crsHint(fileName: string, columns: ColumnGuess[], lonHeader?: string): DeclaredCrs | undefined {
  const inColumn = lonHeader && word(lonHeader)
  if (inColumn) return { text: inColumn, where: 'column-name' }
  const note = columns.find((column) => /^(crs|crsnote|srs|坐标系|坐标系统)$/.test(bareHeader(column.header)))
  const inNote = note?.samples[0] && word(note.samples[0])
  if (inNote) return { text: inNote, where: 'property' }
  const inName = word(fileName)
  return inName ? { text: inName, where: 'file-name' } : undefined
}

/** The first system named in a text: `WGS84, derived from GCJ-02` is WGS84. */
function word(text: string): string | undefined {
  const found = WORDS.map(([pattern, name]) => ({ at: text.search(pattern), name })).filter(({ at }) => at >= 0)
  return found.toSorted((a, b) => a.at - b.at)[0]?.name
}
