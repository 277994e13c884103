import { SingleBar } from 'cli-progress'
import type { ImportProgress } from './run.ts'

export interface ShownShare {
  /** what is done now, 0-1 of the whole, rows so far */
  show(word: string, share: number, rows: number): void
  stop(): void
}
export interface ShownProgress {
  show(progress: ImportProgress): void
  stop(): void
}

const words: Record<ImportProgress['phase'], string> = { waiting: '等待 waiting', reading: '读取 reading', writing: '写入 writing', counting: '汇总 counting' }

/** The progress of an import run. */
export function showProgress(out: NodeJS.WriteStream): ShownProgress {
  const one = showShare(out)
  return { show: ({ phase, share, rows }) => { one.show(words[phase], share, rows) }, stop: one.stop }
}

/** A bar on a terminal; elsewhere a line at each new word and every tenth of the whole. */
export function showShare(out: NodeJS.WriteStream): ShownShare {
  return out.isTTY ? bar(out) : plainLines(out)
}

function bar(out: NodeJS.WriteStream): ShownShare {
  const one = new SingleBar({ format: '{word} [{bar}] {percentage}% {rows}', stream: out, hideCursor: true, clearOnComplete: false })
  let started = false
  return {
    show(word, share, rows) {
      if (!started) one.start(100, 0, { word: '', rows: 0 })
      started = true
      one.update(Math.round(share * 100), { word, rows })
    },
    stop() {
      if (started) one.stop()
      started = false
    },
  }
}

function plainLines(out: NodeJS.WriteStream): ShownShare {
  let last = ''
  return {
    show(word, share, rows) {
      const line = `${word} ${Math.floor(share * 10) * 10}%`
      if (line !== last) out.write(`${line} (${rows})\n`)
      last = line
    },
    stop: () => undefined,
  }
}
