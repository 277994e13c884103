/** Finding a place by what a cadre types: part of its name, its code, or the first letters of its pinyin. */
export interface Place {
  of: 'unit' | 'area'
  code: string
  name: string
  /** units above, or the kind of an area */
  within: string
  level: string | null
}

export interface Named extends Place {
  /** `cxxczdcqpq` for 澄川新城征地拆迁片区 */
  initials: string
  /** whole pinyin without tones and blanks */
  pinyin: string
}

/** How well a place fits, the least first; null = not at all. `wanted` is lower case without blanks. */
function distance({ name, code, initials, pinyin }: Named, wanted: string): number | null {
  const at = name.toLowerCase().indexOf(wanted)
  if (at === 0) return name.length === wanted.length ? 0 : 1
  if (at > 0) return 2
  if (/^[a-z]+$/.test(wanted)) {
    if (initials === wanted) return 1
    if (initials.startsWith(wanted)) return 2
    if (pinyin.startsWith(wanted)) return 3
    if (wanted.length > 1 && initials.includes(wanted)) return 4
  }
  return code.toLowerCase().startsWith(wanted) ? 5 : null
}

/** The best `most` places for a text. Among equals the order of `places` stays: wider places come first. */
export function bestOf(places: readonly Named[], text: string, most: number): Place[] {
  const wanted = text.toLowerCase().replace(/\s+/g, '')
  if (wanted === '') return []
  return places
    .flatMap((place, i) => {
      const far = distance(place, wanted)
      return far === null ? [] : [{ place, far, i }]
    })
    .sort((a, b) => a.far - b.far || a.i - b.i)
    .slice(0, most)
    .map(({ place: { of, code, name, within, level } }) => ({ of, code, name, within, level }))
}
