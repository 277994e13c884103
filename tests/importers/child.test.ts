import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { childArguments, readFile, rowsOf } from '../../api/importers/read-file.ts'
import type { RowBatch } from '../../api/importers/types.ts'
import { file, refusal } from './files.ts'
import { zip } from './zip-writer.ts'

const petitions = (count: number) => '信访件编号,姓名,问题属地,信访日期\n' + Array.from({ length: count }, (_, i) => `A${i},张三丰,大河村${i % 7},2026-03-${String((i % 28) + 1).padStart(2, '0')}\n`).join('')
const options = { kind: 'petitions' as const }

/** Direct children of this process that still run. */
function children(): string[] {
  return readdirSync(`/proc/${process.pid}/task`).flatMap((task) => readFileSync(`/proc/${process.pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean))
}

async function settled(): Promise<string[]> {
  for (let i = 0; i < 500 && children().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  return children()
}

describe('the child that reads files', () => {
  it('hands over every row once and in order, and its tally afterwards', async () => {
    const progress: number[] = []
    const reading = await readFile(file(petitions(25_000)), { ...options, batchRows: 1_000 }, { onProgress: (share) => progress.push(share) })
    const lines: number[] = []
    const numbers: unknown[] = []
    for await (const batch of reading.batches) {
      expect(batch.lines.length).toBeLessThanOrEqual(1_060)
      for (const row of rowsOf(batch, reading.understood.fields)) {
        lines.push(row.line)
        numbers.push(row.values.petition_no)
      }
    }
    expect(lines).toEqual(Array.from({ length: 25_000 }, (_, i) => i + 2))
    expect(numbers[24_999]).toBe('A24999')
    expect(await reading.summary).toMatchObject({ rows: 25_000, rowsWithErrors: 0, fillRates: { petition_no: 1, received_on: 1 } })
    expect(progress.at(-1)).toBe(1)
    expect(progress.every((share, i) => i === 0 || share >= (progress[i - 1] as number))).toBe(true)
    expect(await settled()).toEqual([])
  })

  it('finds its packages behind a symbolic link', async () => {
    const program = mkdtempSync(join(tmpdir(), 'rg-linked-'))
    try {
      const root = new URL('../../', import.meta.url).pathname
      cpSync(join(root, 'api'), join(program, 'api'), { recursive: true })
      cpSync(join(root, 'package.json'), join(program, 'package.json'))
      symlinkSync(realpathSync(join(root, 'node_modules')), join(program, 'node_modules'))
      const script = `const { readFile } = await import(${JSON.stringify(join(program, 'api/importers/read-file.ts'))})
        const reading = await readFile(${JSON.stringify(file(petitions(3)))}, { kind: 'petitions' })
        for await (const batch of reading.batches) console.log(batch.lines.length)`
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
      expect({ stdout, stderr }).toEqual({ stdout: '3\n', stderr: '' })
    } finally {
      rmSync(program, { recursive: true })
    }
  })

  it('hands over heavy boundaries in small parts', async () => {
    const ring = Array.from({ length: 15_000 }, (_, i) => [104 + Math.cos((i / 15_000) * 6.28), 27 + Math.sin((i / 15_000) * 6.28)])
    const feature = (name: string) => JSON.stringify({ type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: [ring] } })
    const reading = await readFile(file(`{"type":"FeatureCollection","features":[${Array.from({ length: 20 }, (_, i) => feature(`片区${i}`)).join(',')}]}`), { kind: 'key-areas' })
    const sizes: number[] = []
    for await (const batch of reading.batches) sizes.push(batch.lines.length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(20)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(7)
  })

  it('waits while the caller writes: no more than a window of batches is made ahead', async () => {
    const reading = await readFile(file(petitions(60_000)), { ...options, batchRows: 500 }, { budgetMs: 9_000 })
    const iterator = reading.batches[Symbol.asyncIterator]()
    const first = (await iterator.next()).value as RowBatch
    // longer than the budget: the caller's time is not the child's
    await new Promise((resolve) => setTimeout(resolve, 9_200))
    let rows = first.lines.length
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) rows += next.value.lines.length
    expect(rows).toBe(60_000)
  })

  it('ends when the caller leaves the loop, stops or aborts', async () => {
    const path = file(petitions(30_000))
    const left = await readFile(path, options)
    for await (const batch of left.batches) if (batch.lines.length > 0) break
    await expect(left.summary).rejects.toMatchObject({ code: 'reader-stopped' })
    ;(await readFile(path, options)).stop()
    const abort = new AbortController()
    const aborted = await readFile(path, options, { signal: abort.signal })
    abort.abort()
    expect((await refusal(async () => { for await (const batch of aborted.batches) expect(batch).toBeDefined() })).code).toBe('reader-stopped')
    expect(await settled()).toEqual([])
  })

  it('hands a refusal over whole: code, both texts, line and parameter', async () => {
    const refused = await refusal(() => readFile(file('a,b\n1,2\n'), { ...options, crs: 'mars2000', mapping: { lon: 'a', lat: 'b' } }))
    expect(refused).toMatchObject({ code: 'crs-unknown-name', parameter: 'crs' })
    expect(refused.en).toContain('EPSG:4490')
    expect((await refusal(() => readFile(file('a,b\n"1,2\n'), options))).line).toBe(2)
  })

  it('is killed when its time is up', async () => {
    expect((await refusal(() => readFile(file(petitions(10)), options, { budgetMs: 20 }))).code).toBe('reader-timeout')
    expect(await settled()).toEqual([])
  })

  it('that needs more memory than it has ends as a refusal, and this process lives on', async () => {
    const huge = `<sst>${Array.from({ length: 100_000 }, (_, i) => `<si><t>${'x'.repeat(700)}${i}</t></si>`).join('')}</sst>`
    const path = file(zip([
      { name: '_rels/.rels', data: '<Relationships/>' },
      { name: 'xl/_rels/workbook.xml.rels', data: '<Relationships><Relationship Id="r1" Target="s.xml"/></Relationships>' },
      { name: 'xl/workbook.xml', data: '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>' },
      { name: 'xl/s.xml', data: '<worksheet><sheetData/></worksheet>' },
      { name: 'xl/sharedStrings.xml', data: huge, stored: true },
    ]))
    const refused = await refusal(async () => {
      const reading = await readFile(path, options, { heapMb: 60 })
      for await (const batch of reading.batches) expect(batch).toBeDefined()
    })
    expect(refused.code).toBe('reader-memory')
  })

  it('may read the program and its file, and nothing else; it writes nothing and starts nothing', () => {
    const path = file('信访件编号\n')
    const attempt = (script: string) => spawnSync(process.execPath, [...childArguments(path), '-e', script], { env: {}, encoding: 'utf8' })
    expect(attempt(`process.stdout.write(fs.readFileSync(${JSON.stringify(path)}, 'utf8'))`).stdout).toBe('信访件编号\n')
    for (const script of ["fs.readFileSync('/etc/hostname')", `fs.writeFileSync(${JSON.stringify(path)}, 'x')`, "child_process.execSync('id')", "new worker_threads.Worker('1', { eval: true })"]) {
      expect(attempt(script).stderr, script).toContain('ERR_ACCESS_DENIED')
    }
  })
})
