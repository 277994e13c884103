/** Townships, villages and groups as labels on the mosaic, each level nested in the one above. */
import { allot } from './allot.ts'
import { grow, type Seed } from './growth.ts'
import type { Mesh } from './mesh.ts'
import type { Random } from '../../api/statistics/random.ts'
import { distance, spaced, type Place } from './seats.ts'

export const VILLAGES = 155
export const GROUPS = 1500

export interface Territories {
  /** per cell, -1 outside the county */
  township: Int32Array
  village: Int32Array
  group: Int32Array
  townshipSeat: number[]
  /** seat cell and township of each village; a township's first village holds its seat */
  villages: { cell: number, township: number }[]
  groups: { cell: number, village: number }[]
}

interface Site extends Place { cell: number, charm: number }

export function divide(mesh: Mesh, seats: readonly Place[], neighbours: readonly Place[], random: Random): Territories {
  const townshipSeat = seats.map(seat => mesh.delaunay.find(seat.x, seat.y))
  const seeds: Seed[] = townshipSeat.map((cell, label) =>
    ({ cell, label, handicap: label < 2 ? 5200 : 3500 * random() }))
  neighbours.forEach((seat, i) => {
    seeds.push({ cell: mesh.delaunay.find(seat.x, seat.y), label: seats.length + i, handicap: 0 })
  })
  const township = grow(mesh, seeds, null).map(label => label < seats.length ? label : -1)

  const villages: Territories['villages'] = []
  const sitesOf = sitesBy(mesh, township, seats.length, random)
  const quotas = allot(VILLAGES, sitesOf.map(sites => Math.sqrt(sites.length)), 5)
  sitesOf.forEach((sites, label) => {
    const seat = townshipSeat[label] as number
    const near = density(mesh, seat, label < 2 ? 0.38 : 0.62, label < 2 ? 3600 : 3000)
    villages.push({ cell: seat, township: label })
    const chosen = choose(mesh, sites, (quotas[label] as number) - 1, seat, near)
    for (const cell of chosen) villages.push({ cell, township: label })
  })
  const village = grow(mesh, villages.map(({ cell }, label) => ({ cell, label, handicap: 500 * random() })), township)

  const groups: Territories['groups'] = []
  const fields = sitesBy(mesh, village, villages.length, random)
  const shares = allot(GROUPS, fields.map(sites => 5 + Math.sqrt(sites.length) * (0.55 + 0.9 * random())), 4)
  fields.forEach((sites, label) => {
    const seat = (villages[label] as { cell: number }).cell
    groups.push({ cell: seat, village: label })
    for (const cell of choose(mesh, sites, (shares[label] as number) - 1, seat, density(mesh, seat, 0.7, 900))) {
      groups.push({ cell, village: label })
    }
  })
  const group = grow(mesh, groups.map(({ cell }, label) => ({ cell, label, handicap: 120 * random() })), village)
  return { township, village, group, townshipSeat, villages, groups }
}

/** Cells of each label, the most livable first: gentle, low, and a little luck. */
function sitesBy(mesh: Mesh, labels: Int32Array, count: number, random: Random): Site[][] {
  const lists: Site[][] = Array.from({ length: count }, () => [])
  for (let cell = 0; cell < mesh.count; cell++) {
    const label = labels[cell] as number
    if (label < 0 || mesh.water[cell] === 1) continue
    const charm = -7 * (mesh.slope[cell] as number) - (mesh.height[cell] as number) / 900 + 0.9 * random()
    const place = { x: mesh.points[2 * cell] as number, y: mesh.points[2 * cell + 1] as number }
    lists[label]?.push({ ...place, cell, charm })
  }
  for (const list of lists) list.sort((a, b) => b.charm - a.charm)
  return lists
}

function choose(mesh: Mesh, sites: Site[], count: number, seat: number, near: (place: Place) => number): number[] {
  const spacing = 2.2 * Math.sqrt(sites.length / (count + 1)) * 200
  const fixed = [placeOf(mesh, seat)]
  return (spaced(sites, count, spacing, fixed, near) as Site[]).map(site => site.cell)
}

/** Spacing factor: `dense` at the seat, 1 from `radius` metres on. */
function density(mesh: Mesh, seat: number, dense: number, radius: number): (place: Place) => number {
  const centre = placeOf(mesh, seat)
  return place => dense + (1 - dense) * Math.min(1, distance(place, centre) / radius)
}

const placeOf = (mesh: Mesh, cell: number): Place =>
  ({ x: mesh.points[2 * cell] as number, y: mesh.points[2 * cell + 1] as number })
