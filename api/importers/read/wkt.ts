import type { Geometry } from 'geojson'

/** what a cell begins with that holds a shape, as QGIS and databases write it */
const MARK = /^\s*(?:SRID=(\d{4,6})\s*;\s*)?(POINT|POLYGON|MULTIPOLYGON)\s*(?:ZM|Z|M)?\s*(EMPTY\s*$|\()/i
/** more brackets in a row than any of the three has */
const TOO_DEEP = /(?:\(\s*){4}/

export const isWkt = (cell: unknown): cell is string => typeof cell === 'string' && MARK.test(cell)

/** The number of the coordinate system that a cell declares (`SRID=4490;POLYGON...`). */
export const sridOf = (cell: string): string | undefined => MARK.exec(cell)?.[1]

const TYPES = { POINT: 'Point', POLYGON: 'Polygon', MULTIPOLYGON: 'MultiPolygon' } as const

/**
 * A point, polygon or multipolygon in well-known text; heights and measures are left out. Null for an empty one. What cannot be read
 * comes as a shape without coordinates, so that the checks of shapes refuse its row.
 */
export function parseWkt(text: string): Geometry | null {
  const [mark, , word = '', end = ''] = MARK.exec(text) ?? []
  const type = TYPES[word.toUpperCase() as keyof typeof TYPES]
  if (mark === undefined || end !== '(') return null
  const lists = listsOf(text.slice(mark.length - 1))
  return { type, coordinates: type === 'Point' && Array.isArray(lists) ? lists[0] : lists } as unknown as Geometry
}

/** Nested lists of positions; text stands for what is none. */
function listsOf(body: string): unknown {
  if (!/^[\s(),.\d+\-eE]*$/.test(body) || TOO_DEEP.test(body)) return body.slice(0, 40)
  const json = body.replace(/[+\-.\deE]+(?:\s+[+\-.\deE]+)*/g, (position) => JSON.stringify(position.split(/\s+/).slice(0, 2).map(Number)))
  try {
    return JSON.parse(json.replaceAll('(', '[').replaceAll(')', ']'))
  } catch {
    return body.slice(0, 40)
  }
}
