import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { showProgress, showShare } from '../../api/importers/progress-bar.ts'

/** A place to write to that is no terminal: a log file, a pipe. */
function logFile(): { out: NodeJS.WriteStream, text: () => string } {
  const pieces: string[] = []
  const out = new Writable({ write(piece: Buffer, _encoding, done) {
    pieces.push(piece.toString())
    done()
  } })
  return { out: out as unknown as NodeJS.WriteStream, text: () => pieces.join('') }
}

test('where there is no terminal each tenth of the work and each new step is one line', () => {
  const { out, text } = logFile()
  const bar = showShare(out)
  for (let done = 0; done <= 1_000; done++) bar.show('生成 making', done / 1_000, done)
  bar.show('写入 writing', 1, 1_000)
  bar.stop()
  const lines = text().trimEnd().split('\n')
  expect(lines).toHaveLength(12)
  expect(lines[0]).toBe('生成 making 0% (0)')
  expect(lines[5]).toBe('生成 making 50% (500)')
  expect(lines[11]).toBe('写入 writing 100% (1000)')
})

test('an import says in which phase it is', () => {
  const { out, text } = logFile()
  const bar = showProgress(out)
  bar.show({ phase: 'reading', share: 0.31, rows: 12, staged: 10, total: 40, step: 0, steps: 0 })
  bar.show({ phase: 'counting', share: 1, rows: 40, staged: 38, total: 40, step: 9, steps: 9 })
  bar.stop()
  expect(text()).toBe('读取 reading 30% (12)\n汇总 counting 100% (40)\n')
})
