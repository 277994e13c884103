/** Ten key areas of four kinds: planned ground beside towns, resettlement quarters, parks, scenery. */
import { allot } from './allot.ts'
import { insideRing, lonLat, ringArea } from './frame.ts'
import type { Mesh } from './mesh.ts'
import { COUNTY_CODE } from './names.ts'
import { noise } from './noise.ts'
import type { Random } from '../../api/statistics/random.ts'
import { distance, type Place } from './seats.ts'
import type { KeyArea, KeyAreaKind, Position, Unit } from './types.ts'

interface Plan {
  name: string
  kind: KeyAreaKind
  /** where it lies: a seat by rank, the reservoir, or the highest peak */
  at: 'town' | 'twin' | 'lake' | 'peak' | number
  /** metres from there, least and most */
  away: [number, number]
  km2: number
  /** long side over short side */
  stretch: number
  /** it has to cover villages of two townships */
  acrossTownships?: boolean
  households?: number
  /** households that moved in: added to the groups they live in */
  settled?: number
  problems?: number
  note: string
}

const PLANS: readonly Plan[] = [
  { name: '澄川新城征地拆迁片区', kind: 'land_requisition', at: 'town', away: [900, 3600], km2: 3, stretch: 1.5,
    households: 526, problems: 835, note: '526户，问题清单835条；县级领导6人包案，工作组120余人' },
  { name: '两岸连通工程征地片区', kind: 'land_requisition', at: 'twin', away: [600, 4200], km2: 2.2, stretch: 2.4,
    acrossTownships: true, note: '跨两个街道的桥隧和道路用地' },
  { name: '引水工程征地片区', kind: 'land_requisition', at: 'lake', away: [1800, 6500], km2: 1.8, stretch: 2.8,
    note: '水库引水干渠和管理用地' },
  { name: '高速互通征地片区', kind: 'land_requisition', at: 3, away: [700, 3000], km2: 1.4, stretch: 1.8,
    note: '互通立交和连接线用地' },
  { name: '云里易地搬迁安置区', kind: 'relocation_site', at: 'twin', away: [900, 3400], km2: 0.9, stretch: 1.3, settled: 860,
    note: '县城集中安置点' },
  { name: '集镇易地搬迁安置区', kind: 'relocation_site', at: 4, away: [400, 1800], km2: 0.6, stretch: 1.2, settled: 340,
    note: '乡镇集中安置点' },
  { name: '澄川工业园区', kind: 'industrial_park', at: 'town', away: [2600, 5600], km2: 4.2, stretch: 1.7,
    note: '建材、农产品加工和标准厂房' },
  { name: '特色食品产业园', kind: 'industrial_park', at: 5, away: [800, 3000], km2: 1.6, stretch: 1.5,
    note: '花椒、核桃和茶叶加工' },
  { name: '云顶大山景区', kind: 'scenic_area', at: 'peak', away: [0, 2500], km2: 7.6, stretch: 1.4,
    acrossTownships: true, note: '高山草甸和杜鹃林，跨乡镇' },
  { name: '平湖旅游景区', kind: 'scenic_area', at: 'lake', away: [0, 900], km2: 6.2, stretch: 1.7,
    note: '水库及沿岸村寨' },
]

export interface Sites { seats: readonly Place[], lake: Place, peak: Place }

/**
 * Lays the plans out one after the other; no two areas come closer than 300 m. Households that moved into
 * resettlement quarters are added to `units`.
 */
export function layKeyAreas(
  mesh: Mesh, groupCodes: readonly string[], units: readonly Unit[], sites: Sites, random: Random,
): KeyArea[] {
  const households = new Map(units.map(unit => [unit.code, unit.household_count]))
  const cellsOf = new Map<string, number>()
  for (const code of groupCodes) cellsOf.set(code, (cellsOf.get(code) ?? 0) + 1)
  const laid: { centre: Place, radius: number }[] = []
  // those bound to one place choose first
  const order = PLANS.map((_, i) => i).sort((a, b) => (PLANS[a] as Plan).away[1] - (PLANS[b] as Plan).away[1])
  const areas: KeyArea[] = []
  for (const i of order) {
    const plan = PLANS[i] as Plan
    const origin = originOf(plan, sites)
    let best: Site | null = null
    for (let attempt = 0; attempt < 90; attempt++) {
      const centre = somewhere(plan, origin, random)
      const radius = reachOf(plan)
      if (laid.some(other => distance(other.centre, centre) < other.radius + radius + 300)) continue
      const site = trial(mesh, groupCodes, cellsOf, households, plan, centre, random)
      if (!best || site.worth > best.worth) best = site
    }
    if (!best || best.worth === -Infinity) throw new Error(`no room for ${plan.name}: try another seed`)
    laid.push(best)
    if (plan.settled) settle(best, plan.settled, units)
    const shares = sharesOf(best, plan, units)
    areas[i] = {
      code: `${COUNTY_CODE}-K${String(i + 1).padStart(2, '0')}`,
      name: plan.name,
      kind: plan.kind,
      geometry: { type: 'MultiPolygon', coordinates: [[best.ring]] },
      point: lonLat(best.centre.x, best.centre.y),
      households: shares.reduce((sum, share) => sum + share.households, 0),
      household_shares: shares,
      problem_count: plan.problems ?? null,
      note: plan.note,
    }
  }
  return areas
}

const originOf = (plan: Plan, { seats, lake, peak }: Sites): Place =>
  plan.at === 'lake' ? lake : plan.at === 'peak' ? peak
    : seats[plan.at === 'town' ? 0 : plan.at === 'twin' ? 1 : plan.at] as Place

interface Site { centre: Place, radius: number, ring: Position[], worth: number, weights: Map<string, number> }

/** metres from the middle to the farthest corner */
const reachOf = (plan: Plan): number => Math.sqrt(plan.km2 * 1e6 * plan.stretch / Math.PI) * 1.15

function somewhere(plan: Plan, origin: Place, random: Random): Place {
  const away = plan.away[0] + (plan.away[1] - plan.away[0]) * random()
  const bearing = random() * 2 * Math.PI
  return { x: origin.x + away * Math.cos(bearing), y: origin.y + away * Math.sin(bearing) }
}

function trial(
  mesh: Mesh, groupCodes: readonly string[], cellsOf: ReadonlyMap<string, number>,
  households: ReadonlyMap<string, number>, plan: Plan, centre: Place, random: Random,
): Site {
  const shape = { turn: random() * Math.PI, seed: random.int(1, 1e9) }
  const ring = outline(plan, centre, shape)
  const radius = reachOf(plan)
  const weights = new Map<string, number>()
  let slope = 0
  let count = 0
  let wet = 0
  const start = mesh.delaunay.find(centre.x, centre.y)
  const seen = new Set([start])
  for (const cell of seen) {
    const x = mesh.points[2 * cell] as number
    const y = mesh.points[2 * cell + 1] as number
    if (Math.hypot(x - centre.x, y - centre.y) > radius * 1.3) continue
    for (let k = mesh.first[cell] as number; k < (mesh.first[cell + 1] as number); k++) {
      seen.add(mesh.neighbours[k] as number)
    }
    if (!insideRing(ring, lonLat(x, y))) continue
    const code = groupCodes[cell] as string
    slope += mesh.slope[cell] as number
    count++
    wet += mesh.water[cell] as number
    weights.set(code, (weights.get(code) ?? 0) + (households.get(code) ?? 0) / (cellsOf.get(code) ?? 1))
  }
  const groups = [...weights.keys()]
  const parents = (length: number): number => new Set(groups.map(code => code.slice(0, length))).size
  const total = [...weights.values()].reduce((a, b) => a + b, 0)
  let worth = 0.3 * Math.min(4, parents(12)) - (plan.kind === 'scenic_area' ? 0 : 14 * slope / Math.max(1, count))
  if (plan.acrossTownships && parents(9) < 2) worth -= 3
  if (plan.households) worth -= Math.abs(Math.log(total / (plan.households * 1.12))) * 6
  worth += (plan.kind === 'scenic_area' ? 3 : -8) * wet / Math.max(1, count)
  if (count < 4 || weights.has('')) worth = -Infinity
  return { centre, radius, ring, worth, weights }
}

/** A rounded outline, squarer for planned ground, wilder for scenery; the area comes out exact. */
function outline(plan: Plan, centre: Place, { turn, seed }: { turn: number, seed: number }): Position[] {
  const power = plan.kind === 'scenic_area' ? 2 : 3.2
  const rough = plan.kind === 'scenic_area' ? 0.3 : 0.13
  const long = Math.sqrt(plan.stretch)
  const draw = (scale: number): Position[] => {
    const ring: Position[] = []
    const corners = plan.kind === 'scenic_area' ? 72 : 44
    for (let i = 0; i < corners; i++) {
      const angle = -2 * Math.PI * i / corners
      const u = Math.abs(Math.cos(angle)) / long
      const v = Math.abs(Math.sin(angle)) * long
      const r = scale / (u ** power + v ** power) ** (1 / power) *
        (1 + rough * noise(seed, 1.4 * Math.cos(angle), 1.4 * Math.sin(angle)) +
          rough * 0.4 * noise(seed + 1, 4 * Math.cos(angle), 4 * Math.sin(angle)))
      ring.push(lonLat(centre.x + r * Math.cos(angle + turn), centre.y + r * Math.sin(angle + turn)))
    }
    ring.push(ring[0] as Position)
    return ring
  }
  const unit = ringArea(draw(1000))
  return draw(1000 * Math.sqrt(plan.km2 / unit))
}

/** A resettlement quarter is full of people: they count in its groups and in every unit above. */
function settle({ weights }: Site, total: number, units: readonly Unit[]): void {
  const codes = [...weights.keys()].sort()
  const byCode = new Map(units.map(unit => [unit.code, unit]))
  allot(total, codes.map(code => weights.get(code) as number)).forEach((count, i) => {
    const code = codes[i] as string
    weights.set(code, (weights.get(code) as number) + count)
    for (const length of [6, 9, 12, 15]) {
      const unit = byCode.get(code.slice(0, length))
      if (unit) unit.household_count += count
    }
  })
}

/** Whole households per group, never more than live there; scaled where the plan fixes the total. */
function sharesOf({ weights }: Site, plan: Plan, units: readonly Unit[]): KeyArea['household_shares'] {
  const codes = [...weights.keys()].sort()
  const most = new Map(units.map(unit => [unit.code, unit.household_count]))
  const exact = codes.map(code => weights.get(code) as number)
  let left = plan.households ?? Math.round(exact.reduce((a, b) => a + b, 0))
  const shares = new Map(codes.map(code => [code, 0]))
  while (left > 0) {
    const open = codes.filter(code => (shares.get(code) as number) < (most.get(code) ?? 0))
    if (open.length === 0) throw new Error(`${plan.name} lacks room for ${left} households: try another seed`)
    const parts = allot(left, open.map(code => weights.get(code) as number))
    open.forEach((code, i) => {
      const before = shares.get(code) as number
      const after = Math.min(most.get(code) as number, before + (parts[i] as number))
      shares.set(code, after)
      left -= after - before
    })
  }
  return codes.map(code => ({ code, households: shares.get(code) as number })).filter(share => share.households > 0)
}
