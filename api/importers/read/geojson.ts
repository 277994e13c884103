import type { Feature, Geometry } from 'geojson'
import { statSync } from 'node:fs'
import { FileRefused } from '../refusal.ts'
import type { Cell, EncodingName, RawBatch, SourceTable } from '../types.ts'
import { encodingNamed } from './encoding.ts'
import { FeatureRows } from './feature-rows.ts'
import { JsonScan } from './json-scan.ts'
import { strictEncoding, textChunks } from './text-chunks.ts'

const LOOK_AHEAD = 1_000
const BATCH_ROWS = 1_000
/** characters of features held as trees at a time */
const BATCH_TEXT = 8 << 20

/**
 * GeoJSON: a FeatureCollection, one Feature or Geometry, or one Feature per line.
 * Read twice: once for encoding, depth, the `crs` member and the columns, once for the rows.
 */
export function openGeoJson(path: string, askedEncoding?: string): SourceTable {
  const asked = encodingNamed(askedEncoding)
  const encoding = strictEncoding(path, asked ? [asked] : ['utf-8', 'gb18030'])
  const perLine = isPerLine(path, encoding)
  const rows = new FeatureRows()
  const crsText = perLine ? undefined : declaredCrs(path, encoding)
  let looked = 0
  for (const { feature } of features(path, encoding, perLine)) {
    rows.learn(feature)
    if (++looked === LOOK_AHEAD) break
  }
  let position = 0
  const table: SourceTable = {
    format: perLine ? 'geojsonl' : 'geojson', encoding, columns: rows.columns, warnings: [], size: statSync(path).size,
    ...(crsText ? { crs: { text: crsText, where: 'crs-member' as const } } : {}),
    position: () => position,
    async *batches() {
      let batch = emptyBatch()
      let text = 0
      for (const { feature, line, end, size } of features(path, encoding, perLine)) {
        batch.lines.push(line)
        batch.rows.push(rows.cells(feature))
        batch.geometries.push(feature.geometry ?? null)
        position = end
        text += size
        if (batch.lines.length < BATCH_ROWS && text < BATCH_TEXT) continue
        yield batch
        batch = emptyBatch()
        text = 0
      }
      if (batch.lines.length > 0) yield batch
      table.warnings.push(...rows.warnings())
    },
  }
  return table
}

interface Placed { feature: Feature<Geometry | null>; line: number; end: number; size: number }

/** The `crs` member may stand behind the features: the whole text is scanned once, which also finds it cut short or too deep. */
function declaredCrs(path: string, encoding: EncodingName): string | undefined {
  let declared: string | undefined
  const scan = new JsonScan({ member: (key, text) => { if (key === 'crs') declared = crsName(text) } })
  for (const { text } of textChunks(path, encoding)) scan.write(text)
  scan.end()
  return declared
}

function* features(path: string, encoding: EncodingName, perLine: boolean): Generator<Placed> {
  if (perLine) yield* lineFeatures(path, encoding)
  else yield* scannedFeatures(path, encoding)
}

function* scannedFeatures(path: string, encoding: EncodingName): Generator<Placed> {
  let found: Placed[] = []
  let end = 0
  let type = ''
  const scan = new JsonScan({
    feature: (text, line) => found.push({ feature: asFeature(parsed(text, line), line), line, end, size: text.length }),
    member: (key, text) => { if (key === 'type') type = text.trim() },
  })
  for (const chunk of textChunks(path, encoding)) {
    end = chunk.end
    scan.write(chunk.text)
    yield* found
    found = []
  }
  scan.end()
  if (scan.features === 0 && type !== '"FeatureCollection"') {
    const whole = [...textChunks(path, encoding)].map((chunk) => chunk.text).join('')
    yield { feature: asFeature(parsed(whole, 1), 1), line: 1, end, size: whole.length }
  }
}

function* lineFeatures(path: string, encoding: EncodingName): Generator<Placed> {
  let rest = ''
  let line = 0
  for (const { text, end } of textChunks(path, encoding)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const one of lines) {
      line++
      const bare = one.replace(/^\x1e/, '').trim()
      if (bare) yield { feature: asFeature(parsed(shallow(bare, line), line), line), line, end, size: bare.length }
    }
  }
  const bare = rest.replace(/^\x1e/, '').trim()
  if (bare) yield { feature: asFeature(parsed(shallow(bare, line + 1), line + 1), line + 1), line: line + 1, end: Infinity, size: bare.length }
}

/** Refuses deep nesting before JSON.parse builds it. */
function shallow(text: string, line: number): string {
  try {
    new JsonScan({}).write(text)
  } catch (error) {
    if (error instanceof FileRefused) throw new FileRefused(error.code, `第 ${line} 行：${error.zh}`, `Line ${line}: ${error.en}`, { line })
    throw error
  }
  return text
}

function isPerLine(path: string, encoding: EncodingName): boolean {
  const head = textChunks(path, encoding).next().value?.text ?? ''
  if (!head.includes('\n')) return false
  const firstLine = head.slice(0, head.indexOf('\n')).replace(/^\x1e/, '').trim()
  if (!firstLine.endsWith('}') || !/"type"\s*:\s*"Feature"/.test(firstLine)) return false
  return head.slice(head.indexOf('\n')).trim() !== ''
}

function parsed(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FileRefused('json-broken', `第 ${line} 个要素不是有效的 JSON。`, `Feature ${line} is not valid JSON.`, { line })
  }
}

function asFeature(value: unknown, line: number): Feature<Geometry | null> {
  const object = value as { type?: unknown; geometry?: unknown; properties?: unknown } | null
  if (object && typeof object === 'object') {
    if (object.type === 'Feature') return object as Feature<Geometry | null>
    if (typeof object.type === 'string' && /^(Multi)?(Point|LineString|Polygon)$|^GeometryCollection$/.test(object.type)) {
      return { type: 'Feature', properties: {}, geometry: object as unknown as Geometry }
    }
  }
  throw new FileRefused('not-geojson', `第 ${line} 个要素不是 GeoJSON 要素。`,
    `Item ${line} is not a GeoJSON feature.`, { line })
}

function crsName(text: string): string | undefined {
  const crs = parsed(text, 0) as { properties?: { name?: unknown } } | null
  return typeof crs?.properties?.name === 'string' ? crs.properties.name : undefined
}

function emptyBatch(): RawBatch & { geometries: (Geometry | null)[]; rows: Cell[][] } {
  return { lines: [], rows: [], geometries: [] }
}
