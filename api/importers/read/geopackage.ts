import type { Geometry } from 'geojson'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { FileRefused } from '../refusal.ts'
import type { Cell, SourceTable } from '../types.ts'
import { readGpkgBlob } from './wkb.ts'

const BATCH_ROWS = 1_000
const BATCH_BYTES = 4 << 20

interface Layer { table_name: string; column_name: string | null; srs: string | null }

/** One table of a GeoPackage: `layer`, or the only one that there is. Opened read-only; attribute tables count too. */
export function openGeoPackage(path: string, layer?: string): SourceTable {
  const db = open(path)
  const layers = db.prepare(`
    select c.table_name, g.column_name, coalesce(s.organization || ':' || s.organization_coordsys_id, '') as srs
    from gpkg_contents c
    left join gpkg_geometry_columns g on g.table_name = c.table_name
    left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
    where c.data_type in ('features', 'attributes') order by c.data_type desc, c.table_name`).all() as unknown as Layer[]
  const chosen = chooseLayer(layers, layer)
  const columns = (db.prepare(`select name, pk from pragma_table_info(?)`).all(chosen.table_name) as { name: string; pk: number }[])
    .filter((column) => column.name !== chosen.column_name && !(column.pk && /^(fid|ogc_fid|id|objectid)$/i.test(column.name)))
    .map((column) => column.name)
  const total = Number((db.prepare(`select count(*) as n from ${quoted(chosen.table_name)}`).get() as { n: number }).n) || 1
  const size = statSync(path).size
  let done = 0
  return {
    format: 'gpkg', sheet: chosen.table_name, sheets: layers.map((entry) => entry.table_name), columns, warnings: [], size,
    ...(chosen.srs ? { crs: { text: chosen.srs, where: 'gpkg' as const } } : {}),
    position: () => (done / total) * size,
    async *batches() {
      try {
        const wanted = chosen.column_name ? [...columns, chosen.column_name] : columns
        const statement = db.prepare(`select ${wanted.map(quoted).join(', ') || '1'} from ${quoted(chosen.table_name)}`)
        statement.setReadBigInts(true)
        statement.setReturnArrays(true)
        let batch = { lines: [] as number[], rows: [] as Cell[][], geometries: [] as (Geometry | null)[] }
        let bytes = 0
        for (const row of statement.iterate() as Iterable<unknown>) {
          const values = row as unknown[]
          done++
          batch.lines.push(done)
          batch.rows.push(columns.map((_, i) => asCell(values[i])))
          batch.geometries.push(chosen.column_name ? asGeometry(values[columns.length], done) : null)
          bytes += (values[columns.length] as Uint8Array | null)?.byteLength ?? 0
          if (batch.lines.length < BATCH_ROWS && bytes < BATCH_BYTES) continue
          bytes = 0
          yield batch
          batch = { lines: [], rows: [], geometries: [] }
        }
        if (batch.lines.length > 0) yield batch
      } finally {
        db.close()
      }
    },
  }
}

function open(path: string): DatabaseSync {
  try {
    // immutable: a file that QGIS left in write-ahead mode must not grow companions beside the upload
    const url = pathToFileURL(path)
    url.searchParams.set('immutable', '1')
    const db = new DatabaseSync(url, { readOnly: true, allowExtension: false })
    db.prepare('select 1 from gpkg_contents limit 1').get()
    return db
  } catch (error) {
    throw new FileRefused('gpkg-broken', `不是有效的 GeoPackage：${(error as Error).message}`,
      `Not a valid GeoPackage: ${(error as Error).message}`)
  }
}

function chooseLayer(layers: Layer[], wish?: string): Layer {
  const names = layers.map((entry) => entry.table_name)
  const found = wish ? layers.find((entry) => entry.table_name === wish) : layers[0]
  if (found && (wish || layers.length === 1)) return found
  throw new FileRefused('sheet-unknown', `请用 --sheet 指定图层：${names.join('、') || '（文件中没有图层）'}。`,
    `Choose a layer with --sheet: ${names.join(', ') || '(the file has none)'}.`, { parameter: 'sheet' })
}

function asGeometry(value: unknown, line: number): Geometry | null {
  if (value === null || value === undefined) return null
  try {
    return readGpkgBlob(value as Uint8Array).geometry
  } catch (error) {
    throw new FileRefused('gpkg-broken', `第 ${line} 个要素的几何损坏：${(error as Error).message}`,
      `The geometry of feature ${line} is damaged: ${(error as Error).message}`, { line })
  }
}

function asCell(value: unknown): Cell {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'string' || typeof value === 'number') return value
  return null
}

/** A table or column name as SQLite wants it; names come from the file and may hold anything. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
