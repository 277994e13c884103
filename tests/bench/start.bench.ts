import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Bench, ClosedWorld } from './figures.ts'

const main = fileURLToPath(new URL('../../api/main.ts', import.meta.url))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Seconds from the start of the process until /readyz says yes; the process is ended again. */
async function startSeconds(settings: Record<string, string>, longest: number): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [main, '--no-build'], {
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', ...settings, PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => { said = `${said}${piece.toString()}`.slice(-2_000) })
  const ended = once(child, 'exit')
  try {
    for (;;) {
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status === 200, () => false)
      const seconds = (performance.now() - began) / 1_000
      if (ready) return seconds
      if (child.exitCode !== null || seconds > longest) throw new Error(`the program does not get ready: ${said}`)
      await pause(25)
    }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** The whole program as a process: `npm start` without the build of the web app, which only a first start has. */
export const bench: Bench = {
  name: 'start',
  async afterwards({ settings, freshFolder }: ClosedWorld) {
    const again: number[] = []
    for (let i = 0; i < 3; i++) again.push(await startSeconds(settings, 60))
    const first = await startSeconds({ ...settings, DATA_DIR: await freshFolder() }, 300)
    return [
      { name: 'start on the loaded county, ready', value: again.sort((a, b) => a - b)[1] ?? Number.NaN, unit: 's', limit: { atMost: 10 } },
      { name: 'first start with the demo, ready', value: first, unit: 's', limit: { atMost: 60 }, note: 'the web app is built already' },
    ]
  },
}
