import { kmlGen } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import type { Feature, Geometry } from 'geojson'
import { readFileSync, statSync } from 'node:fs'
import { FileRefused } from '../refusal.ts'
import type { Cell, SourceTable } from '../types.ts'
import { openArchive } from './archive.ts'
import { FeatureRows } from './feature-rows.ts'
import { XmlWalk } from './xml.ts'

const LARGEST = 64 << 20
const LIMITS = { entries: 2_000, inflated: 200 << 20, nestedAllowed: false }

/** A KML file, or the first one inside a KMZ. KML is WGS84 by definition. */
export async function openKml(path: string, format: 'kml' | 'kmz'): Promise<SourceTable> {
  const bytes = format === 'kmz' ? await kmlOf(path) : readFileSync(path)
  if (bytes.length > LARGEST) throw new FileRefused('file-too-large', 'KML 超过 64 MB。', 'The KML is larger than 64 MB.')
  const features = readFeatures(decodeXml(bytes))
  const rows = new FeatureRows()
  for (const feature of features) rows.learn(feature)
  return {
    format, encoding: 'utf-8', columns: rows.columns, crs: { text: 'EPSG:4326', where: 'kml' }, warnings: [],
    size: statSync(path).size,
    position: () => 0,
    async *batches() {
      for (let from = 0; from < features.length; from += 1_000) {
        const part = features.slice(from, from + 1_000)
        yield {
          lines: part.map((_, i) => from + i + 1),
          rows: part.map((feature): Cell[] => rows.cells(feature)),
          geometries: part.map((feature) => feature.geometry),
        }
      }
    },
  }
}

function readFeatures(xml: string): Feature<Geometry | null>[] {
  // the walk refuses DOCTYPE, unknown entities and deep nesting before a tree is built from the same text
  const walk = new XmlWalk({ open() {}, close() {}, text() {} })
  walk.write(xml)
  walk.end()
  const document = new DOMParser({ onError: (level, message) => {
    if (level !== 'warning') throw new FileRefused('xml-broken', `KML 不是有效的 XML：${message}`, `The KML is not valid XML: ${message}`)
  } }).parseFromString(xml, 'text/xml')
  const features: Feature<Geometry | null>[] = []
  for (const feature of kmlGen(document, { skipNullGeometry: false })) features.push(flattened(feature))
  return features
}

/** Drawing style is no property of a unit; `description` may be an object with HTML. */
function flattened(feature: Feature<Geometry | null>): Feature<Geometry | null> {
  const properties: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(feature.properties ?? {})) {
    if (/^(stroke|fill|icon|label|marker)|^styleUrl$|^styleHash$|^visibility$/.test(name)) continue
    const object = value as { '@type'?: unknown; value?: unknown } | null
    properties[name] = object && typeof object === 'object' && '@type' in object ? object.value : value
  }
  return { type: 'Feature', properties, geometry: feature.geometry }
}

function decodeXml(bytes: Buffer): string {
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1]?.toLowerCase()
  const encoding = declared && /^gb/.test(declared) ? 'gb18030' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new FileRefused('encoding-broken', `KML 含有不属于 ${encoding} 的字节。`,
      `The KML holds bytes that are not ${encoding}.`)
  }
}

async function kmlOf(path: string): Promise<Buffer> {
  const archive = await openArchive(path, LIMITS)
  try {
    const name = archive.names.find((entry) => entry.toLowerCase() === 'doc.kml') ?? archive.names.find((entry) => /\.kml$/i.test(entry))
    if (!name) throw new FileRefused('kml-missing', 'KMZ 中没有 .kml 文件。', 'The KMZ holds no .kml.')
    return await archive.read(name, LARGEST)
  } finally {
    archive.close()
  }
}
