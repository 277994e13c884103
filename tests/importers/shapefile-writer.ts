import iconv from 'iconv-lite'

type Ring = [number, number][]

/** A polygon shapefile's .shp: one record per feature, outer rings clockwise as the format asks; null is a null shape. */
export function shp(features: (Ring[] | null)[]): Buffer {
  const records = features.map((rings, i) => {
    const body = rings ? polygonRecord(rings) : Buffer.alloc(4)
    const head = Buffer.alloc(8)
    head.writeInt32BE(i + 1, 0)
    head.writeInt32BE(body.length / 2, 4)
    return Buffer.concat([head, body])
  })
  const header = Buffer.alloc(100)
  const all = Buffer.concat([header, ...records])
  all.writeInt32BE(9994, 0)
  all.writeInt32BE(all.length / 2, 24)
  all.writeInt32LE(1000, 28)
  all.writeInt32LE(5, 32)
  return all
}

function polygonRecord(rings: Ring[]): Buffer {
  const points = rings.flat()
  const body = Buffer.alloc(44 + 4 * rings.length + 16 * points.length)
  body.writeInt32LE(5, 0)
  body.writeInt32LE(rings.length, 36)
  body.writeInt32LE(points.length, 40)
  let start = 0
  rings.forEach((ring, i) => {
    body.writeInt32LE(start, 44 + 4 * i)
    start += ring.length
  })
  points.forEach(([x, y], i) => {
    body.writeDoubleLE(x, 44 + 4 * rings.length + 16 * i)
    body.writeDoubleLE(y, 52 + 4 * rings.length + 16 * i)
  })
  return body
}

export interface DbfColumn { name: string; type: 'C' | 'N' | 'D' | 'L'; length: number }

/** The .dbf beside it, text in any encoding; `deleted` rows carry the mark of a deleted record. */
export function dbf(columns: DbfColumn[], rows: string[][], encoding: string, deleted: number[] = []): Buffer {
  const header = Buffer.alloc(32 + 32 * columns.length + 1)
  const recordLength = 1 + columns.reduce((sum, column) => sum + column.length, 0)
  header[0] = 3
  header.writeUInt32LE(rows.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(recordLength, 10)
  columns.forEach((column, i) => {
    iconv.encode(column.name, encoding).copy(header, 32 + 32 * i, 0, 10)
    header.write(column.type, 32 + 32 * i + 11, 'latin1')
    header[32 + 32 * i + 16] = column.length
  })
  header[header.length - 1] = 0x0d
  const records = rows.map((row, r) => {
    const record = Buffer.alloc(recordLength, 0x20)
    if (deleted.includes(r)) record[0] = 0x2a
    let at = 1
    columns.forEach((column, i) => {
      iconv.encode(row[i] ?? '', encoding).copy(record, at, 0, column.length)
      at += column.length
    })
    return record
  })
  return Buffer.concat([header, ...records, Buffer.from([0x1a])])
}
