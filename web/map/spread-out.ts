/**
 * Moves donuts apart that would cover one another at a zoom, as little as possible and always the same way.
 * The mark keeps a line to its true place (layers/clusters.ts).
 */
const tile = 512

/** Web-mercator position in pixels at a zoom. */
export function toPixels([lon, lat]: readonly [number, number], zoom: number): [number, number] {
  const size = tile * 2 ** zoom
  const y = Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360))
  return [(lon + 180) / 360 * size, (1 - y / Math.PI) / 2 * size]
}

export function toDegrees([x, y]: readonly [number, number], zoom: number): [number, number] {
  const size = tile * 2 ** zoom
  return [x / size * 360 - 180, Math.atan(Math.sinh(Math.PI * (1 - 2 * y / size))) * 180 / Math.PI]
}

export interface Disc { at: readonly [number, number], radius: number }

const rounds = 60

/**
 * Positions in degrees for discs at `at` (degrees) with `radius` (pixels), so that neighbours keep `gap` pixels.
 * Discs that touch none stay exactly where they are; more than `most` discs are left alone, there is no room for order.
 */
export function spreadOut(discs: readonly Disc[], zoom: number, gap = 6, most = 80): [number, number][] {
  if (discs.length > most) return discs.map(({ at }) => [at[0], at[1]])
  const home = discs.map(({ at }) => toPixels(at, zoom))
  const places = home.map(([x, y]) => ({ x, y }))
  for (let round = 0; round < rounds; round++) {
    let moved = false
    for (const [i, a] of places.entries()) {
      for (const [j, b] of places.entries()) {
        if (j <= i) continue
        const wanted = (discs[i]?.radius ?? 0) + (discs[j]?.radius ?? 0) + gap
        // two marks on one spot part along a direction of their own
        const dx = b.x - a.x || Math.cos(i + j)
        const dy = b.y - a.y || Math.sin(i + j)
        const distance = Math.hypot(dx, dy)
        if (distance >= wanted - 0.01) continue
        const push = (wanted - distance) / 2 / distance
        a.x -= dx * push
        a.y -= dy * push
        b.x += dx * push
        b.y += dy * push
        moved = true
      }
    }
    if (!moved) break
  }
  return places.map(({ x, y }, i) => {
    const [hx, hy] = home[i] ?? [x, y]
    const [lon, lat] = discs[i]?.at ?? [0, 0]
    return x === hx && y === hy ? [lon, lat] : toDegrees([x, y], zoom)
  })
}
