/**
 * Text on the map is drawn from fonts of the machine. Where none has Chinese, the bundled Noto Sans SC is fetched in
 * the small pieces that the page's words need; elsewhere not one byte of it travels.
 */
export const mapFont: string[] = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC']
export const mapFontBold: string[] = ['PingFang SC Semibold', ...mapFont]

/** The ink of one character drawn with the system's fonts; a machine without the character draws the same box for all. */
function ink(character: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 24
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return character
  context.font = '20px sans-serif'
  context.textBaseline = 'top'
  context.fillText(character, 2, 2)
  return context.getImageData(0, 0, 24, 24).data.join('')
}

export function hasLocalChinese(): boolean {
  return ink('县') !== ink('乡')
}

let bundled: Promise<unknown> | null = null

/** Declares the bundled font where it is needed. */
export async function ensureChinese(): Promise<void> {
  if (hasLocalChinese()) return
  bundled ??= import('./bundled-font.ts')
  await bundled
}

/** Makes sure that the pieces for these words are there before the map draws them. */
export async function fetchPieces(words: readonly string[]): Promise<void> {
  if (!bundled) return
  const text = [...new Set(words.join(''))].join('')
  await Promise.all(['400', '600'].map((weight) => document.fonts.load(`${weight} 24px "Noto Sans SC"`, text)))
}
