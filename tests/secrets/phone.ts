const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A secret in base32, as a phone reads it. */
export function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from(Array.from({ length: Math.floor(bits.length / 8) }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2)))
}
