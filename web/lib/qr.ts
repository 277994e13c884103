import qrcode from 'qrcode-generator'

export interface Qr {
  /** modules on a side, with the quiet edge of four that scanners need */
  size: number
  /** SVG path of the dark ones, one unit each */
  path: string
}

const edge = 4

/** A text as QR code, error correction M: a scratched or dim screen still reads. */
export function qrOf(text: string): Qr {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const n = code.getModuleCount()
  const dark = (row: number, column: number): string => code.isDark(row, column) ? `M${column + edge} ${row + edge}h1v1h-1z` : ''
  return { size: n + 2 * edge, path: Array.from({ length: n * n }, (_, i) => dark(Math.floor(i / n), i % n)).join('') }
}
