import { rankCandidates, type Candidate, type Hit } from './candidates.ts'
import { groupNumber } from './group-number.ts'
import { indexNames, type NameEntry, type NameIndex } from './index-names.ts'
import { bareName } from './name-forms.ts'
import { oneOff } from './one-off.ts'
import type { GazetteerUnit, TextPlace } from './types.ts'

const HAN = /\p{Script=Han}/u
/** what may follow a name without a suffix: a kind of place, a number, the end */
const AFTER_BARE = /^(?:[村社镇乡街里组第0-9一二两三四五六七八九十]|$)/
/**
 * What makes a road of a name without a suffix: 中正路, 中华南路, 永华二街. A road bears the name of a village, or of nothing
 * near it, and leads past others; a market's 新街 and a 街道 are none.
 */
const ROAD = /^(?:[东西南北中环]|[0-9一二三四五六七八九十])*(?:路|街(?!道)|大道|大街|巷|弄|胡同)/
/** Villages that are called like any mouth of a lane: only behind their township are they meant. */
const WORDS_OF_ROADS = new Set(['大道', '大街', '路口', '街口', '巷口'])
const OTHER_COUNTY = /^(?:.{2,8}?(?:省|自治区))?(?:.{2,10}?(?:市|州|盟|地区))([^省市州]{2,10}?(?:自治县|县|旗))/
const CACHED = 50_000

export interface Gazetteer {
  /** Where a free text lies. More than 100,000 texts per second; equal texts are remembered. */
  place(text: string): TextPlace
  /** The units that a text may mean, the surest first: for the person who decides. */
  candidates(text: string, most: number): Candidate[]
  readonly size: number
}

/** A matcher over the units of today, their short forms, aliases and former names. */
export function createGazetteer(units: readonly GazetteerUnit[]): Gazetteer {
  const index = indexNames(units)
  // one that bears its code has no name yet: what an address calls its county then says nothing about whether it is this one
  const counties = new Set(units.filter(({ level, name, code }) => level === 'county' && name !== code).map(({ name }) => bareName(name)))
  const cache = new Map<string, TextPlace>()
  return {
    size: units.length,
    candidates(text, most) {
      const bare = bareName(text)
      return rankCandidates(index, bare, findHits(index, bare), placeText(index, counties, bare), most)
    },
    place(text) {
      const known = cache.get(text)
      if (known) return known
      const found = placeText(index, counties, bareName(text))
      if (cache.size >= CACHED) cache.clear()
      cache.set(text, found)
      return found
    },
  }
}

function placeText(index: NameIndex, counties: ReadonlySet<string>, text: string): TextPlace {
  const county = OTHER_COUNTY.exec(text)?.[1]
  if (county !== undefined && counties.size > 0 && !counties.has(county) && !index.entries.has(county)) {
    return { grade: 'E', candidates: [], reason: 'other-county' }
  }
  const hits = findHits(index, text)
  const township = hits.find((hit) => has(hit, 'township', true)) ?? hits.find((hit) => has(hit, 'township', false))
  const townships = new Set(township ? idsOf(township, 'township') : [])
  const villages = hits.filter((hit) => hit !== township && hit.entries.some(isVillage))
  return townships.size > 0 && township
    ? inTownship(index, text, township, townships, villages)
    : withoutTownship(index, text, hits.filter((hit) => hit.entries.some(isVillage)))
}

/** Names in the text, from the left, the longest at each place; none inside another. */
function findHits(index: NameIndex, text: string): Hit[] {
  const hits: Hit[] = []
  for (let from = 0; from < text.length;) {
    const hit = longestAt(index, text, from, hits.at(-1)?.to === from)
    if (hit) hits.push(hit)
    from = hit ? hit.to : from + 1
  }
  return hits
}

function longestAt(index: NameIndex, text: string, from: number, adjoining: boolean): Hit | undefined {
  for (const length of index.lengths.get(text.charAt(from)) ?? []) {
    const entries = index.entries.get(text.slice(from, from + length))
    if (!entries || from + length > text.length) continue
    const to = from + length
    if (entries.some((entry) => entry.suffixed)) return { from, to, entries }
    if (ROAD.test(text.slice(to, to + 8)) || !adjoining && WORDS_OF_ROADS.has(text.slice(from, to))) return undefined
    if (adjoining || mayEnd(text.slice(to, to + 1)) || nameBegins(index, text, to)) {
      return { from, to, entries }
    }
  }
  return undefined
}

/** 柳河大湾村: a bare name is believed where a full one follows. */
const nameBegins = (index: NameIndex, text: string, from: number): boolean =>
  (index.lengths.get(text.charAt(from)) ?? []).some((length) =>
    index.entries.get(text.slice(from, from + length))?.some((entry) => entry.suffixed) ?? false)

const mayEnd = (next: string): boolean => !HAN.test(next) || AFTER_BARE.test(next)

function inTownship(index: NameIndex, text: string, at: Hit, townships: ReadonlySet<number>, villages: Hit[]): TextPlace {
  const only = townships.size === 1 ? [...townships][0] : undefined
  for (const hit of villages) {
    const entries = hit.entries.filter((entry) => isVillage(entry) && townships.has(entry.unit.townshipId ?? -1))
    const [entry] = entries
    if (!entry) continue
    if (entries.length > 1) return undecided(entries, only)
    const exact = entry.own && entry.suffixed
    return withGroup(index, text, hit, entry.unit, exact ? 'B' : 'C', exact ? 'exact' : 'other-name')
  }
  const near = nearlyVillage(index, text.slice(at.to), townships)
  if (near) return villagePlace(near, 'D', 'one-character-off')
  if (only === undefined) return { grade: 'E', candidates: [...townships], reason: 'ambiguous' }
  return {
    grade: 'D', unitId: only, level: 'township', townshipId: only, candidates: [],
    reason: villages.length > 0 ? 'township-differs' : 'township-only',
  }
}

function withoutTownship(index: NameIndex, text: string, villages: Hit[]): TextPlace {
  const [hit] = villages
  if (!hit) return { grade: 'E', candidates: [], reason: 'nothing' }
  const entries = hit.entries.filter(isVillage)
  const [entry] = entries
  if (!entry || entries.length > 1) return undecided(entries, undefined)
  return withGroup(index, text, hit, entry.unit, 'C', entry.own ? 'no-township' : 'other-name')
}

function withGroup(
  index: NameIndex, text: string, hit: Hit, village: GazetteerUnit, grade: 'B' | 'C', reason: TextPlace['reason'],
): TextPlace {
  const number = groupNumber(text.slice(hit.to).replace(/^(?:村民委员会|居民委员会|村委会|居委会|村|社区)/, ''))
  const group = number === undefined ? undefined : index.groups.get(village.id)?.get(number)
  if (!group) return villagePlace(village, grade, reason)
  return { ...villagePlace(village, grade === 'B' ? 'A' : 'C', reason), unitId: group.id, level: 'group' }
}

function undecided(entries: readonly NameEntry[], only: number | undefined): TextPlace {
  const townships = new Set(entries.map((entry) => entry.unit.townshipId))
  const [township] = townships
  const candidates = entries.map((entry) => entry.unit.id)
  const known = only ?? (townships.size === 1 && township !== null ? township : undefined)
  return known === undefined
    ? { grade: 'E', candidates, reason: 'ambiguous' }
    : { grade: 'D', unitId: known, level: 'township', townshipId: known, candidates, reason: 'ambiguous' }
}

/** A village of these townships whose name differs by one character from what follows; none when two would do. */
function nearlyVillage(index: NameIndex, rest: string, townships: ReadonlySet<number>): GazetteerUnit | undefined {
  const written = /^(.{2,10}?(?:社区|村|里))/.exec(rest)?.[1]
  if (written === undefined) return undefined
  const near = new Set([...townships].flatMap((id) => index.villagesOf.get(id) ?? [])
    .filter(({ name }) => name.length > 2 && oneOff(name, written)).map(({ unit }) => unit))
  return near.size === 1 ? [...near][0] : undefined
}

const isVillage = (entry: NameEntry): boolean => entry.unit.level === 'village'
const has = (hit: Hit, level: string, suffixed: boolean): boolean =>
  hit.entries.some((entry) => entry.unit.level === level && (entry.suffixed || !suffixed))
const idsOf = (hit: Hit, level: string): number[] =>
  hit.entries.filter((entry) => entry.unit.level === level).map((entry) => entry.unit.id)

const villagePlace = (unit: GazetteerUnit, grade: TextPlace['grade'], reason: TextPlace['reason']): TextPlace => ({
  grade, unitId: unit.id, level: 'village', ...(unit.townshipId === null ? {} : { townshipId: unit.townshipId }), candidates: [], reason,
})
