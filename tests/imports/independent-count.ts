/** Counting points in polygons without anything of the program: even-odd rule, borders to the lowest code. */
type Point = readonly [number, number]
interface Feature { properties: Record<string, string>; geometry: { type: string; coordinates: number[][][] | number[][][][] } }
export interface Shape { code: string; rings: number[][][]; box: [number, number, number, number] }

export function polygonsOf(text: string, codeField: string): Shape[] {
  const { features } = JSON.parse(text) as { features: Feature[] }
  return features.map(({ properties, geometry }): Shape => {
    const rings = geometry.type === 'Polygon' ? geometry.coordinates as number[][][] : (geometry.coordinates as number[][][][]).flat()
    const xs = rings.flat().map(([x = 0]) => x)
    const ys = rings.flat().map(([, y = 0]) => y)
    const least = (list: number[]): number => list.reduce((a, b) => Math.min(a, b), Infinity)
    const most = (list: number[]): number => list.reduce((a, b) => Math.max(a, b), -Infinity)
    return { code: properties[codeField] ?? '', rings, box: [least(xs), least(ys), most(xs), most(ys)] }
  }).sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Inside or on the border, exactly: coordinates have at most 6 decimals, so millionths are whole numbers. */
function covers({ rings, box: [west, south, east, north] }: Shape, [x, y]: Point): boolean {
  if (x < west || x > east || y < south || y > north) return false
  const whole = (n = 0): number => Math.round(n * 1e6)
  const [px, py] = [whole(x), whole(y)]
  let inside = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay, bx, by] = [whole(ring[i - 1]?.[0]), whole(ring[i - 1]?.[1]), whole(ring[i]?.[0]), whole(ring[i]?.[1])]
      const turn = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
      if (turn === 0 && px >= Math.min(ax, bx) && px <= Math.max(ax, bx) && py >= Math.min(ay, by) && py <= Math.max(ay, by)) return true
      if (ay > py !== by > py && (turn > 0) === by > ay) inside = !inside
    }
  }
  return inside
}

/** How many points each shape has; a point that several cover belongs to the lowest code, one that none covers is `outside`. */
export function countsByUnit(shapes: readonly Shape[], points: readonly Point[]): Map<string, number> {
  const counts = new Map<string, number>()
  const known = new Map<string, string>()
  for (const point of points) {
    const key = point.join(' ')
    const code = known.get(key) ?? shapes.find((shape) => covers(shape, point))?.code ?? 'outside'
    known.set(key, code)
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

/** A CSV with quotes as objects by header. */
export function csvRows(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  const cells = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g
  for (let match = cells.exec(text); match && match.index < text.length; match = cells.exec(text)) {
    const [, cell = '', end] = match
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end !== ',') rows.push([])
  }
  const [header = [], ...body] = rows.filter((row) => row.length > 1)
  return body.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
}
