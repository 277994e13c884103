import type { Geometry, Position } from 'geojson'
import { DEEPEST } from './json-scan.ts'

const NAMES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon', 'GeometryCollection'] as const

/**
 * Well-known binary to GeoJSON, two-dimensional: heights and measures are read past (ISO and EWKB flags).
 * @throws Error when the bytes end early, a count cannot fit, or the type is a curve or surface
 */
export function readWkb(bytes: Buffer): Geometry | null {
  return new WkbReader(bytes).geometry(0)
}

/**
 * The geometry blob of a GeoPackage: `GP`, version, flags, srs id, envelope, then WKB.
 * @returns the geometry (null when flagged empty) and the srs id of the blob
 */
export function readGpkgBlob(blob: Uint8Array): { geometry: Geometry | null; srsId: number } {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  if (bytes.length < 8 || bytes.toString('latin1', 0, 2) !== 'GP') throw new Error('no GeoPackage geometry')
  const flags = bytes[3] as number
  const envelope = [0, 32, 48, 48, 64][(flags >> 1) & 7]
  if (envelope === undefined) throw new Error('unknown envelope')
  const srsId = flags & 1 ? bytes.readInt32LE(4) : bytes.readInt32BE(4)
  if (flags & 0x10) return { geometry: null, srsId }
  return { geometry: readWkb(bytes.subarray(8 + envelope)), srsId }
}

class WkbReader {
  #bytes: Buffer
  #at = 0
  #little = true
  #dimensions = 2

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  geometry(depth: number): Geometry | null {
    if (depth > DEEPEST) throw new Error('nested too deep')
    this.#little = this.#bytes.readUInt8(this.#at++) === 1
    const code = this.#count32()
    const plain = code & 0x0fffffff
    const thousands = Math.floor(plain / 1000)
    this.#dimensions = 2 + (code & 0x80000000 || thousands === 1 || thousands === 3 ? 1 : 0) + (code & 0x40000000 || thousands === 2 || thousands === 3 ? 1 : 0)
    if (code & 0x20000000) this.#at += 4
    const name = NAMES[plain % 1000]
    switch (name) {
      case 'Point': {
        const position = this.#position()
        return position.some(Number.isNaN) ? null : { type: 'Point', coordinates: position }
      }
      case 'LineString': return { type: name, coordinates: this.#positions() }
      case 'Polygon': return { type: name, coordinates: this.#list(4, () => this.#positions()) }
      case 'MultiPoint': case 'MultiLineString': case 'MultiPolygon': {
        const parts = this.#list(5, () => this.geometry(depth + 1)).map((part) => (part as { coordinates: unknown } | null)?.coordinates)
        return { type: name, coordinates: parts.filter((part) => part !== undefined) } as Geometry
      }
      case 'GeometryCollection':
        return { type: name, geometries: this.#list(5, () => this.geometry(depth + 1)).filter((part) => part !== null) }
      default: throw new Error(`WKB type ${plain}`)
    }
  }

  #positions(): Position[] {
    return this.#list(8 * this.#dimensions, () => this.#position())
  }

  #position(): Position {
    const x = this.#double()
    const y = this.#double()
    this.#at += 8 * (this.#dimensions - 2)
    return [x, y]
  }

  /** A count larger than the bytes that are left could hold is a lie, not an allocation. */
  #list<T>(least: number, read: () => T): T[] {
    const count = this.#count32()
    if (count * least > this.#bytes.length - this.#at) throw new Error('count beyond the end')
    return Array.from({ length: count }, read)
  }

  #count32(): number {
    const value = this.#little ? this.#bytes.readUInt32LE(this.#at) : this.#bytes.readUInt32BE(this.#at)
    this.#at += 4
    return value
  }

  #double(): number {
    const value = this.#little ? this.#bytes.readDoubleLE(this.#at) : this.#bytes.readDoubleBE(this.#at)
    this.#at += 8
    return value
  }
}
