/**
 * What a page looks like from afar: the mean colour of 64 x 36 blocks. Letters of another font, a petition more or a later
 * day hardly change it; a panel that is missing, a map that was not drawn or colours of the other theme do.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { decode, encode } from 'fast-png'

export interface Look { width: number, height: number, data: Uint8Array }

/** Averages a PNG of any size down to `width` x `height` blocks of three channels. */
export function coarse(png: Uint8Array, width = 64, height = 36): Look {
  const image = decode(png)
  const sums = new Float64Array(width * height * 3)
  const counts = new Float64Array(width * height)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const block = Math.floor(y * height / image.height) * width + Math.floor(x * width / image.width)
      counts[block] = (counts[block] ?? 0) + 1
      for (let c = 0; c < 3; c++) sums[block * 3 + c] = (sums[block * 3 + c] ?? 0) + (image.data[(y * image.width + x) * image.channels + c] ?? 0)
    }
  }
  return { width, height, data: Uint8Array.from(sums, (sum, i) => Math.round(sum / (counts[Math.floor(i / 3)] ?? 1))) }
}

/** `mean`: difference of a channel on average, of 255; `off`: share of blocks that differ by more than 32 in some channel. */
export function distance(a: Look, b: Look): { mean: number, off: number } {
  let sum = 0
  let off = 0
  for (let i = 0; i < a.data.length; i += 3) {
    const gaps = [0, 1, 2].map((c) => Math.abs((a.data[i + c] ?? 0) - (b.data[i + c] ?? 0)))
    sum += gaps.reduce((all, gap) => all + gap, 0)
    if (Math.max(...gaps) > 32) off += 1
  }
  return { mean: sum / a.data.length, off: off / (a.data.length / 3) }
}

const folder = new URL('./looks/', import.meta.url)
const fileOf = (name: string): URL => new URL(`${name}.png`, folder)

/** The look kept under this name; `REGEN=1` keeps the given one. */
export async function keptLook(name: string, now: Look): Promise<Look> {
  if (process.env['REGEN'] === '1') {
    await mkdir(folder, { recursive: true })
    await writeFile(fileOf(name), encode({ ...now, channels: 3, depth: 8 }))
  }
  const { width, height, data } = decode(await readFile(fileOf(name)))
  return { width, height, data: Uint8Array.from(data) }
}
