import type { Geometry } from 'geojson'
import { statSync } from 'node:fs'
import { parseShp } from 'shpjs'
import { FileRefused } from '../refusal.ts'
import type { Cell, SourceTable } from '../types.ts'
import { type Archive, openArchive } from './archive.ts'
import { type DbfTable, readDbf } from './dbf.ts'
import { encodingNamed } from './encoding.ts'

const LIMITS = { entries: 500, inflated: 400 << 20, nestedAllowed: false }
const PART_CAP = 200 << 20
const BATCH_ROWS = 1_000

/** A zip with .shp, .dbf and maybe .prj and .cpg. With several layers inside, `layer` (its base name) chooses one. */
export async function openShapefile(path: string, layer?: string, askedEncoding?: string): Promise<SourceTable> {
  const archive = await openArchive(path, LIMITS)
  try {
    const layers = archive.names.filter((name) => /\.shp$/i.test(name) && !name.startsWith('__MACOSX'))
    const shp = chooseLayer(layers, layer)
    const shapes = readShapes(await archive.read(shp, PART_CAP))
    const prj = await sibling(archive, shp, 'prj')
    const table = await readTable(archive, shp, shapes.length, askedEncoding)
    return {
      format: 'shapefile', encoding: table.encoding, sheet: baseName(shp), sheets: layers.map(baseName), columns: table.columns,
      ...(prj ? { crs: { text: prj, where: 'prj' as const } } : {}),
      warnings: prj ? [] : [{ code: 'prj-missing', zh: '没有 .prj 文件，坐标系按数值判断。', en: 'There is no .prj; the CRS is told from the numbers.' }],
      size: statSync(path).size,
      position: () => 0,
      async *batches() {
        for (let from = 0; from < shapes.length; from += BATCH_ROWS) {
          const batch = { lines: [] as number[], rows: [] as Cell[][], geometries: [] as (Geometry | null)[] }
          for (let r = from; r < Math.min(from + BATCH_ROWS, shapes.length); r++) {
            const cells = table.rows[r]
            if (!cells) continue
            batch.lines.push(r + 1)
            batch.rows.push(cells)
            batch.geometries.push(shapes[r] ?? null)
          }
          yield batch
        }
      },
    }
  } finally {
    archive.close()
  }
}

async function readTable(archive: Archive, shp: string, count: number, askedEncoding?: string): Promise<DbfTable> {
  const dbf = findSibling(archive, shp, 'dbf')
  if (!dbf) return { columns: [], rows: Array.from({ length: count }, () => []), encoding: 'utf-8' }
  const table = readDbf(await archive.read(dbf, PART_CAP), encodingNamed(askedEncoding) ?? await sibling(archive, shp, 'cpg'))
  if (table.rows.length === count) return table
  throw new FileRefused('shapefile-uneven', `.shp 有 ${count} 个图形而 .dbf 有 ${table.rows.length} 条记录，不配套。`,
    `The .shp holds ${count} shapes but the .dbf ${table.rows.length} records: they do not belong together.`)
}

function readShapes(bytes: Buffer): (Geometry | null)[] {
  if (bytes.length < 100 || bytes.readInt32BE(0) !== 9994) throw brokenShp('header')
  try {
    const shapes = parseShp(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if (shapes.length < countRecords(bytes)) throw brokenShp('cut short')
    return shapes
  } catch (error) {
    throw error instanceof FileRefused ? error : brokenShp(String((error as Error).message))
  }
}

/** Records by their headers alone, so that a file cut in the middle is noticed. */
function countRecords(bytes: Buffer): number {
  let count = 0
  for (let at = 100; at + 8 <= bytes.length; count++) {
    const length = bytes.readInt32BE(at + 4) * 2
    if (length < 0) throw brokenShp('record length')
    at += 8 + length
  }
  return count
}

function chooseLayer(layers: string[], wish?: string): string {
  const found = wish ? layers.find((name) => baseName(name) === wish) : layers[0]
  if (found && (wish || layers.length === 1)) return found
  const names = layers.map(baseName)
  throw layers.length === 0
    ? new FileRefused('shapefile-missing', '压缩包中没有 .shp 文件。', 'The zip holds no .shp.')
    : new FileRefused('sheet-unknown', `压缩包中有多个图层，请用 --sheet 指定：${names.join('、')}。`,
      `The zip holds several layers; choose with --sheet: ${names.join(', ')}.`, { parameter: 'sheet' })
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.shp$/i, '')
}

function findSibling(archive: Archive, shp: string, extension: string): string | undefined {
  const wanted = shp.replace(/shp$/i, extension).toLowerCase()
  return archive.names.find((name) => name.toLowerCase() === wanted)
}

async function sibling(archive: Archive, shp: string, extension: string): Promise<string | undefined> {
  const name = findSibling(archive, shp, extension)
  return name ? (await archive.read(name, 1 << 16)).toString('latin1') : undefined
}

function brokenShp(what: string): FileRefused {
  return new FileRefused('shp-broken', `.shp 文件损坏（${what}）。`, `The .shp is damaged (${what}).`)
}
