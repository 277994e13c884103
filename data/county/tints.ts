/** Colours of the ground by altitude and light, for a light sheet and for a dark wall. */
export type Theme = 'light' | 'dark'
type Colour = readonly [number, number, number]

interface Palette {
  /** metres and colour of level ground there */
  stops: readonly (readonly [number, Colour])[]
  shadow: Colour
  glow: Colour
  /** share of the shadow and the glow at full strength */
  depth: number
  shine: number
}

const PALETTES: Record<Theme, Palette> = {
  light: {
    stops: [
      [500, [214, 227, 201]], [900, [226, 233, 208]], [1300, [238, 236, 215]], [1700, [240, 230, 210]],
      [2100, [234, 222, 205]], [2500, [238, 231, 222]], [3100, [252, 250, 247]],
    ],
    shadow: [88, 96, 128], glow: [255, 254, 246], depth: 0.74, shine: 0.6,
  },
  dark: {
    stops: [
      [500, [11, 31, 47]], [900, [13, 38, 55]], [1300, [17, 46, 64]], [1700, [23, 54, 73]],
      [2100, [31, 64, 84]], [2500, [44, 80, 101]], [3100, [74, 113, 133]],
    ],
    shadow: [2, 8, 18], glow: [122, 190, 208], depth: 0.8, shine: 0.3,
  },
}

/** Red, green, blue (0-255) of ground at `height` metres under `light` (0 dark, 0.5 level, 1 bright). */
export function tint(theme: Theme, height: number, light: number): [number, number, number] {
  const palette = PALETTES[theme]
  const ground = groundColour(palette.stops, height)
  // haze lies in the valleys: crests carry more contrast than floors
  const clear = 0.72 + 0.28 * Math.min(1, Math.max(0, (height - 700) / 1500))
  const toward = light < 0.5 ? palette.shadow : palette.glow
  const share = light < 0.5
    ? Math.min(1, (0.5 - light) * 2) * palette.depth * clear
    : Math.min(1, (light - 0.5) * 3.2) * palette.shine * clear
  return [0, 1, 2].map(i => {
    const own = ground[i] as number
    return Math.round(own + ((toward[i] as number) - own) * share)
  }) as [number, number, number]
}

function groundColour(stops: Palette['stops'], height: number): Colour {
  let [low, colour] = stops[0] as readonly [number, Colour]
  for (const [high, next] of stops) {
    if (height <= high) {
      const share = high === low ? 0 : Math.max(0, (height - low) / (high - low))
      return [0, 1, 2].map(i => (colour[i] as number) + ((next[i] as number) - (colour[i] as number)) * share) as
        [number, number, number]
    }
    low = high
    colour = next
  }
  return colour
}
