/** Colours that WebGL draws; the page's own are in styles/tokens.css, the states' hues are the same there. */
import type { ThemeName } from './types.ts'

export interface Palette {
  ground: string
  outside: string
  water: string
  waterLine: string
  waterText: string
  road: string
  roadCase: string
  contour: string
  border: string
  borderStrong: string
  halo: string
  text: string
  textMuted: string
  accent: string
  areaFill: string
  areaLine: string
  discFill: string
  discInk: string
  state: { closed: string, open: string, overdue: string }
  /** five steps of one hue, from little to much */
  ramp: readonly string[]
  noData: string
  /** lines over places with too few to tell */
  hatch: string
  /** bubbles of repeat petitions: apart from the states' hues */
  repeat: string
  cell: string
  cellLine: string
}

export const palettes: Record<ThemeName, Palette> = {
  light: {
    ground: '#e4eae6', outside: '#f2f4f3', water: '#a9cfe2', waterLine: '#7fb4cf', waterText: '#2f6d8d',
    road: '#ffffff', roadCase: '#b9a98a', contour: '#8c7a55', border: '#5d6f7b', borderStrong: '#33434e', halo: 'rgba(255,255,255,0.9)',
    text: '#1a2a35', textMuted: '#43545f', accent: '#0f5a99', areaFill: '#7a3e9d', areaLine: '#6a2f8f', discFill: '#ffffff', discInk: '#14222d',
    state: { closed: '#4b86b4', open: '#e0a11b', overdue: '#c2352b' },
    ramp: ['#fdf3dc', '#f9dcae', '#f0b981', '#dd8f5e', '#b8623f'], noData: '#b9c1c6', hatch: '#5a6b77', repeat: '#7a3e9d', cell: '#0f5a99', cellLine: '#ffffff',
  },
  dark: {
    ground: '#0a1a2a', outside: '#071320', water: '#164363', waterLine: '#2c6f98', waterText: '#7fb9da',
    road: '#55708a', roadCase: '#0b1d2e', contour: '#5f88a5', border: '#7395b0', borderStrong: '#b9d2e6', halo: 'rgba(6,18,31,0.88)',
    text: '#e7f0f7', textMuted: '#b4cada', accent: '#56c8ee', areaFill: '#c59bf0', areaLine: '#d3b2f5', discFill: '#0d2236', discInk: '#ffe08a',
    state: { closed: '#4f9fd4', open: '#f2c14b', overdue: '#ff5d4d' },
    ramp: ['#173b52', '#1d5a6e', '#2a7d82', '#52a48d', '#9ccf94'], noData: '#3a4a59', hatch: '#8fa9bd', repeat: '#c59bf0', cell: '#56c8ee', cellLine: '#06121f',
  },
}
