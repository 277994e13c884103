/**
 * Vector tiles, version 2.1 of Mapbox' specification: what both database engines' tiles are encoded with, because the
 * embedded PostGIS has no ST_AsMVT and grouping in SQL with encoding here is the faster way on the server as well.
 */
import { Bytes, varintLength, zigzag } from './bytes.ts'

/** Units along a tile's side. */
export const extent = 4096

export type TileValue = string | number | boolean
/** A ring in tile units, x0, y0, x1, y1 ...; the last point is not a repetition of the first. */
export type TileRing = ArrayLike<number>

const utf8 = new TextEncoder()
/** Tag, id and the lengths of tags and geometry fit in this. */
const featureHead = 64
/** So many properties keep a point below 128 bytes (two varints of at most 5 bytes each), where a length is one byte. */
const mostTags = 8
const smallFeature = 160

/** Buffers of encoded layers, for the next ones: tiles come by the hundred per second, and each needs some ten kilobytes. */
const spare: { features: Bytes, smallNumbers: Uint16Array }[] = []
const mostSpare = 8

/** Values in the order of the layer's keys; undefined leaves the property out. */
export type TileValues = readonly (TileValue | undefined)[]

/**
 * One layer under construction. Keys and values are written once each, in the order of their first use, so a layer
 * holds no key that no feature uses.
 */
export class TileLayer {
  readonly name: string
  featureCount = 0
  readonly #names: readonly string[]
  /** Place of each name among the keys; -1 = not used yet */
  readonly #places: Int16Array
  readonly #features: Bytes
  readonly #geometry = new Bytes(256)
  readonly #tags = new Bytes(64)
  readonly #keys: string[] = []
  readonly #values = new Map<TileValue, number>()
  /** Place of a small whole number among the values, plus one: most values of a tile are small counts. */
  readonly #smallNumbers: Uint16Array

  /** @param names of the properties that its features may have: at most eight, all different */
  constructor(name: string, names: readonly string[]) {
    if (names.length > mostTags) throw new RangeError(`${name}: more than ${mostTags} properties`)
    this.name = name
    this.#names = names
    this.#places = new Int16Array(names.length).fill(-1)
    const { features, smallNumbers } = spare.pop() ?? { features: new Bytes(65_536), smallNumbers: new Uint16Array(1024) }
    this.#features = features
    this.#smallNumbers = smallNumbers
  }

  /**
   * A point at `x`, `y` in tile units (0 to 4096, beyond for a margin).
   *
   * @param id unsigned, at most 2^53 - 1; undefined writes none
   */
  addPoint(id: number | undefined, x: number, y: number, values: TileValues): void {
    const out = this.#features
    out.reserve(smallFeature)
    out.byte(0x12)
    const length = out.open()
    if (id !== undefined) {
      out.byte(0x08)
      out.varint(id)
    }
    out.byte(0x12)
    const tags = out.open()
    this.#writeTags(out, values)
    out.close(tags)
    out.byte(0x18)
    out.byte(1)
    out.byte(0x22)
    const geometry = out.open()
    out.byte(9) // move to, once
    out.varint(zigzag(x))
    out.varint(zigzag(y))
    out.close(geometry)
    out.close(length)
    this.featureCount++
  }

  /**
   * Polygons: each ring of three points or more; outer rings clockwise as seen on the screen (y down), holes the
   * other way round, each hole behind its outer ring. Without such a ring nothing is written.
   */
  addPolygon(id: number | undefined, rings: readonly TileRing[], values: TileValues): void {
    const geometry = this.#geometry
    geometry.clear()
    let x = 0
    let y = 0
    for (const ring of rings) {
      const points = ring.length >> 1
      if (points < 3) continue
      geometry.reserve(ring.length * 5 + 16)
      geometry.byte(9)
      for (let i = 0; i < points; i++) {
        if (i === 1) geometry.varint(((points - 1) << 3) | 2) // line to, for the rest
        const nextX = ring[2 * i] ?? 0
        const nextY = ring[2 * i + 1] ?? 0
        geometry.varint(zigzag(nextX - x))
        geometry.varint(zigzag(nextY - y))
        x = nextX
        y = nextY
      }
      geometry.byte(15) // close path
    }
    if (geometry.length > 0) this.#addPolygonFeature(id, values)
  }

  #addPolygonFeature(id: number | undefined, values: TileValues): void {
    const tags = this.#tags
    tags.clear()
    tags.reserve(smallFeature)
    this.#writeTags(tags, values)
    const geometry = this.#geometry
    const length = (id === undefined ? 0 : 1 + varintLength(id))
      + (tags.length === 0 ? 0 : 1 + varintLength(tags.length) + tags.length)
      + 2 + 1 + varintLength(geometry.length) + geometry.length
    const out = this.#features
    out.reserve(length + featureHead)
    out.byte(0x12)
    out.varint(length)
    if (id !== undefined) {
      out.byte(0x08)
      out.varint(id)
    }
    if (tags.length > 0) out.field(0x12, tags.view())
    out.byte(0x18)
    out.byte(3)
    out.field(0x22, geometry.view())
    this.featureCount++
  }

  #writeTags(out: Bytes, values: TileValues): void {
    for (let at = 0; at < this.#names.length; at++) {
      const value = values[at]
      if (value === undefined) continue
      let place = this.#places[at] ?? 0
      if (place < 0) {
        place = this.#keys.push(this.#names[at] ?? '') - 1
        this.#places[at] = place
      }
      out.varint(place)
      out.varint(this.#valueIndex(value))
    }
  }

  #valueIndex(value: TileValue): number {
    const small = typeof value === 'number' && value >= 0 && value < this.#smallNumbers.length && Number.isInteger(value)
    const noted = small ? this.#smallNumbers[value] ?? 0 : 0
    if (noted > 0) return noted - 1
    const known = this.#values.get(value)
    const index = known ?? this.#values.size
    if (known === undefined) this.#values.set(value, index)
    if (small && index < 0xffff) this.#smallNumbers[value] = index + 1
    return index
  }

  /** Writes the layer as a field of the tile message and gives its buffers back: nothing can be added afterwards. */
  finishInto(tile: Bytes): void {
    head.clear()
    head.field(0x0a, utf8.encode(this.name))
    tail.clear()
    for (const key of this.#keys) tail.field(0x1a, utf8.encode(key))
    for (const value of this.#values.keys()) tail.field(0x22, encodeValue(value))
    tail.reserve(16)
    tail.byte(0x28)
    tail.varint(extent)
    tail.byte(0x78)
    tail.byte(2) // version
    const features = this.#features.view()
    tile.reserve(features.length + head.length + tail.length + 12)
    tile.byte(0x1a)
    tile.varint(head.length + features.length + tail.length)
    tile.raw(head.view())
    tile.raw(features)
    tile.raw(tail.view())
    this.#release()
  }

  #release(): void {
    if (spare.length >= mostSpare) return
    this.#features.clear()
    this.#smallNumbers.fill(0)
    spare.push({ features: this.#features, smallNumbers: this.#smallNumbers })
  }
}

const head = new Bytes(256)
const tail = new Bytes(16_384)
const scratch = new Bytes(64)
const assembled = new Bytes(65_536)

function encodeValue(value: TileValue): Uint8Array {
  scratch.clear()
  scratch.reserve(16)
  if (typeof value === 'string') scratch.field(0x0a, utf8.encode(value))
  else if (typeof value === 'boolean') {
    scratch.byte(0x38)
    scratch.byte(value ? 1 : 0)
  } else if (Number.isSafeInteger(value) && value >= 0) {
    scratch.byte(0x28)
    scratch.varint(value)
  } else {
    scratch.byte(0x19)
    scratch.double(value)
  }
  return scratch.view()
}

/** The tile of the layers that hold a feature; an empty tile has no bytes. The layers are finished by it. */
export function encodeTile(layers: readonly TileLayer[]): Buffer {
  assembled.clear()
  for (const layer of layers) {
    if (layer.featureCount > 0) layer.finishInto(assembled)
  }
  return Buffer.from(assembled.view())
}
