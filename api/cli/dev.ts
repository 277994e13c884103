/** `npm run dev`: the server restarts when api/ or sql/ change, pages reload when web/ changes. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

async function main(): Promise<void> {
  const { host, port } = loadConfig()
  const server = spawn(process.execPath, ['--watch-path=api', '--watch-path=sql', 'api/main.ts', '--no-build'], {
    cwd: repository, stdio: 'inherit',
  })
  const target = `http://${host}:${port}`
  const pages = await createServer({
    configFile: `${repository}vite.config.ts`,
    server: { host, proxy: Object.fromEntries(['/api', '/tiles', '/ogc', '/healthz', '/readyz'].map((path) => [path, target])) },
  })
  await pages.listen()
  log.info(`网页（随改随新） / pages, reloading: ${pages.resolvedUrls?.local[0] ?? ''}`)
  const end = (): void => {
    server.kill('SIGTERM')
    void pages.close().then(() => process.exit(0))
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}

await main().catch(failWith)
