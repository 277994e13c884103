import fc from 'fast-check'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataBytes, pagesMb } from '../../api/db/embedded-memory.ts'

const mb = 2 ** 20
const gb = 2 ** 30

describe('the memory that the embedded engine takes for data pages', () => {
  it('is the least for a small county, however large the machine', () => expect(pagesMb(30 * mb, 64 * gb)).toBe(160))
  it('grows with the county', () => expect(pagesMb(640 * mb, 24 * gb)).toBe(320))
  it('takes no more than half a gigabyte for any county', () => expect(pagesMb(50 * gb, 64 * gb)).toBe(512))
  it('leaves a small machine its memory', () => expect(pagesMb(3 * gb, 4 * gb)).toBe(256))

  it('never shrinks when the county or the machine grows, and is a whole number within its bounds', () => {
    const size = fc.integer({ min: 0, max: 64 * gb })
    fc.assert(fc.property(size, size, size, (data, machine, more) => {
      const pages = pagesMb(data, machine)
      expect(Number.isInteger(pages) && pages >= 160 && pages <= 512).toBe(true)
      expect(pagesMb(data + more, machine)).toBeGreaterThanOrEqual(pages)
      expect(pagesMb(data, machine + more)).toBeGreaterThanOrEqual(pages)
    }))
  })
})

describe('the size of a data folder', () => {
  it('is nothing before the folder is made', async () => expect(await dataBytes(join(tmpdir(), 'no-such-folder'))).toBe(0))

  it('is what its databases hold, and not its log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rg-memory-'))
    try {
      await mkdir(join(folder, 'base', '5'), { recursive: true })
      await mkdir(join(folder, 'pg_wal'))
      await writeFile(join(folder, 'base', '5', '1259'), new Uint8Array(8_192))
      await writeFile(join(folder, 'base', '5', '1259_fsm'), new Uint8Array(24_576))
      await writeFile(join(folder, 'pg_wal', '000000010000000000000001'), new Uint8Array(1_000))
      expect(await dataBytes(folder)).toBe(32_768)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
