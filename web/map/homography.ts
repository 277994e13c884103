/** The plane of a picture laid onto another plane: what CSS calls `matrix3d`. */

export type Spot = readonly [x: number, y: number]
/** Corners in the order top left, top right, bottom right, bottom left. */
export type Quad = readonly [Spot, Spot, Spot, Spot]

/** Where a picture seen from above stays one, the two terms of perspective are nothing but rounding. */
const settled = (term: number): number => Math.abs(term) < 1e-9 ? 0 : term

/**
 * The nine terms, by rows, that carry a picture of `width` x `height` onto a quadrilateral: a point (x, y, 1) times the matrix,
 * divided by its third coordinate.
 */
export function ontoQuad(width: number, height: number, [[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: Quad): number[] {
  const [ax, ay, bx, by] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2]
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3]
  const area = ax * by - bx * ay
  const g = settled((sx * by - bx * sy) / area / width)
  const h = settled((ax * sy - sx * ay) / area / height)
  return [
    (x1 - x0) / width + g * x1, (x3 - x0) / height + h * x3, x0,
    (y1 - y0) / width + g * y1, (y3 - y0) / height + h * y3, y0,
    g, h, 1,
  ]
}

/** The same as a CSS transform about the element's top left corner. */
export function cssOntoQuad(width: number, height: number, quad: Quad): string {
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0] = ontoQuad(width, height, quad)
  return `matrix3d(${[a, d, 0, g, b, e, 0, h, 0, 0, 1, 0, c, f, 0, 1].join(',')})`
}

/** Does a convex quadrilateral cover the whole rectangle from (0, 0) to (width, height)? */
export function covers(quad: Quad, width: number, height: number): boolean {
  return [[0, 0], [width, 0], [width, height], [0, height]].every(([x = 0, y = 0]) => quad.every(([fromX, fromY], i) => {
    const [toX, toY] = quad[(i + 1) % 4] ?? [0, 0]
    return (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX) >= 0
  }))
}
