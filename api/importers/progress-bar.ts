import { SingleBar } from 'cli-progress'
import type { ImportProgress } from './run.ts'

export interface ShownProgress {
  show(progress: ImportProgress): void
  stop(): void
}

const words: Record<ImportProgress['phase'], string> = { waiting: '等待 waiting', reading: '读取 reading', writing: '写入 writing', counting: '汇总 counting' }

/** A bar on a terminal; elsewhere a line at each phase and every tenth of the file. */
export function showProgress(out: NodeJS.WriteStream): ShownProgress {
  return out.isTTY ? bar(out) : plainLines(out)
}

function bar(out: NodeJS.WriteStream): ShownProgress {
  const one = new SingleBar({ format: '{phase} [{bar}] {percentage}% {rows}', stream: out, hideCursor: true, clearOnComplete: false })
  let started = false
  return {
    show({ phase, share, rows }) {
      if (!started) one.start(100, 0, { phase: '', rows: 0 })
      started = true
      one.update(Math.round(share * 100), { phase: words[phase], rows })
    },
    stop() {
      if (started) one.stop()
      started = false
    },
  }
}

function plainLines(out: NodeJS.WriteStream): ShownProgress {
  let last = ''
  return {
    show({ phase, share, rows }) {
      const line = `${words[phase]} ${Math.floor(share * 10) * 10}%`
      if (line !== last) out.write(`${line} (${rows})\n`)
      last = line
    },
    stop: () => undefined,
  }
}
