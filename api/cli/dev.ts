/** `npm run dev`: the server restarts when api/ or sql/ change, pages reload when web/ changes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
/** An editor writes several files at once. */
const settleMs = 300

/** Not `node --watch`: that one speaks on the channel over which the server talks to its database. */
class Server {
  #child: ChildProcess | undefined
  #timer: NodeJS.Timeout | undefined

  start(): void {
    this.#child = spawn(process.execPath, ['api/main.ts', '--no-build'], { cwd: repository, stdio: 'inherit' })
  }

  /** Resolves when the process is gone and its data is free. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null) return
    await new Promise((done) => {
      child.once('exit', done)
      child.kill('SIGTERM')
    })
  }

  restartSoon(file: string | null): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      log.info(`${file ?? ''} 已改动，重启 / changed, restarting`)
      void this.stop().then(() => { this.start() })
    }, settleMs)
  }
}

async function main(): Promise<void> {
  const { host, port } = loadConfig()
  const server = new Server()
  server.start()
  for (const folder of ['api', 'sql']) {
    watch(`${repository}${folder}`, { recursive: true }, (_what, file) => { server.restartSoon(file) })
  }
  const target = `http://${host}:${port}`
  const pages = await createServer({
    configFile: `${repository}vite.config.ts`,
    server: { host, proxy: Object.fromEntries(['/api', '/tiles', '/ogc', '/healthz', '/readyz'].map((path) => [path, target])) },
  })
  await pages.listen()
  log.info(`网页（随改随新） / pages, reloading: ${pages.resolvedUrls?.local[0] ?? ''}`)
  const end = (): void => { void Promise.allSettled([server.stop(), pages.close()]).then(() => process.exit(0)) }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

await main().catch(failWith)
