import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { constants, brotliCompress } from 'node:zlib'
import type { Log } from './db/log.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))
const dist = join(repository, 'dist')
const mark = join(dist, '.built-from')
/** All that the build reads: change one of them and the app is built anew. */
const sources = ['web', 'api/contract', 'vite.config.ts', 'package-lock.json']

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(join(repository, path), { recursive: true, withFileTypes: true }).catch(() => null)
  if (entries === null) return [path]
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(repository.length))
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const path of (await Promise.all(sources.map(filesUnder))).flat().sort()) {
    hash.update(path).update('\0').update(await readFile(join(repository, path)))
  }
  return hash.digest('hex')
}

/** A child process, because the build takes seconds of one core while the database starts on the other. */
function runVite(into: string): Promise<void> {
  const vite = join(repository, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--outDir', join(repository, into), '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: repository, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said = (said + chunk.toString()).slice(-4_000) })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => {
      if (code === 0) done()
      else fail(new Error(`网页构建失败 / the web app could not be built:\n${said}`))
    })
  })
}

const compress = promisify(brotliCompress)

/** Beside every text file its Brotli form: a phone on a slow line loads the map in a quarter of the bytes. */
async function precompress(folder: string): Promise<void> {
  const texts = (await filesUnder(folder)).filter((path) => /\.(js|css|html|svg|json)$/.test(path))
  await Promise.all(texts.map(async (path) => {
    const text = await readFile(join(repository, path))
    if (text.length < 1_024) return
    await writeFile(join(repository, `${path}.br`), await compress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }))
  }))
}

/** Puts a whole build where the server looks; of two that were made at once from the same sources either will do. */
async function moveToDist(fresh: string): Promise<void> {
  const old = `${fresh}-old`
  await rename(dist, join(repository, old)).catch(() => undefined)
  await rename(join(repository, fresh), dist).catch(() => rm(join(repository, fresh), { recursive: true, force: true }))
  await rm(join(repository, old), { recursive: true, force: true })
}

/**
 * Builds `dist/` when it is missing or was built from other sources. Returns whether it did.
 *
 * @throws Error with the end of what the build said
 */
export async function buildWebWhenStale(log: Log): Promise<boolean> {
  const wanted = await hashOfSources()
  const built = await readFile(mark, 'utf8').catch(() => '')
  if (built === wanted) return false
  log.info('正在构建网页… / building the web app ...')
  // apart first: another program may be serving dist, or building it too
  const fresh = join('node_modules', '.cache', `rg-web-${process.pid}`)
  await runVite(fresh)
  await precompress(fresh)
  await writeFile(join(repository, fresh, '.built-from'), wanted)
  await moveToDist(fresh)
  log.info('网页已构建 / the web app is built')
  return true
}
