import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir, totalmem } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lockData } from './data-lock.ts'
import type { Db } from './db.ts'
import { buildFolder, sweepStaging } from './embedded-home.ts'
import { findPostgres } from './find-postgres.ts'
import type { Log } from './log.ts'
import { silent } from './log.ts'
import { openServer } from './postgis.ts'
import type { RunAs } from './postgres-owner.ts'
import { clusterOwner, runTool } from './postgres-owner.ts'

const startMs = 60_000
const socketPrefix = 'rg-pg-'

/**
 * A private PostgreSQL cluster in `dataDir/cluster`, made and run with the machine's own packages, reachable only
 * through a socket in a private folder, with fsync on: the durable choice for one machine. It stops with this process.
 *
 * @throws Error naming the Debian package when PostgreSQL is missing, or the other process that has the folder open
 */
export async function openLocal(dataDir: string, log: Log = silent): Promise<Db> {
  const bin = await findPostgres()
  const owner = await clusterOwner()
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const lock = await lockData(join(dataDir, 'cluster.lock'))
  try {
    const cluster = join(dataDir, 'cluster')
    await sweepStaging(cluster)
    if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(bin, cluster, owner)
    await stopOrphan(bin, cluster, owner)
    const sockets = await privateFolder(owner)
    const server = startServer(bin, cluster, sockets, owner, log)
    const db = await whenReady(`postgres://postgres@/postgres?host=${encodeURIComponent(sockets)}`, server, log)
    return {
      ...db,
      async close() {
        await db.close()
        await server.stop()
        await rm(sockets, { recursive: true, force: true })
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function createCluster(bin: string, cluster: string, owner: RunAs | undefined): Promise<void> {
  await buildFolder(cluster, async (staging) => {
    await mkdir(staging, { mode: 0o700 })
    if (owner !== undefined) {
      await chown(join(staging, '..'), owner.uid, owner.gid)
      await chown(staging, owner.uid, owner.gid)
    }
    await runTool(join(bin, 'initdb'), [
      '-D', staging, '-U', 'postgres', '-E', 'UTF8', '--lc-collate=C', '--lc-ctype=C.UTF-8', '--locale=C.UTF-8',
      '--auth=trust', '--data-checksums',
    ], owner)
  })
}

/** A server that a killed process of ours left behind; the lock says nobody else may be using it. */
async function stopOrphan(bin: string, cluster: string, owner: RunAs | undefined): Promise<void> {
  const pidFile = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined)
  if (pidFile === undefined) return
  await runTool(join(bin, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-w'], owner).catch(() => undefined)
  const sockets = pidFile.split('\n')[4] ?? ''
  if (basename(sockets).startsWith(socketPrefix)) await rm(sockets, { recursive: true, force: true })
}

/** A socket address holds about 100 bytes, and only its folder's rights keep other users out. */
async function privateFolder(owner: RunAs | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), socketPrefix))
  await chmod(folder, 0o700)
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid)
  return folder
}

/**
 * An eighth of the machine's memory, between 128 MB and 1 GB: the indexes of a million petitions take half a gigabyte, and
 * where they do not fit an import writes out pages that it needs again at once.
 */
const sharedMb = (): number => Math.round(Math.min(1_024, Math.max(128, totalmem() / 2 ** 20 / 8)))

/** Whoever asks before it has started is told so as an error; that is how the start is waited for. */
const isGrave = (line: string): boolean => / (FATAL|PANIC): /.test(line) && !line.includes('the database system is starting up')

interface Server { pid: number; ended: Promise<void>; stop(): Promise<void>; words(): string }

function startServer(bin: string, cluster: string, sockets: string, owner: RunAs | undefined, log: Log): Server {
  const child = spawn(join(bin, 'postgres'), [
    '-D', cluster, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${sockets}`,
    '-c', 'fsync=on', '-c', 'synchronous_commit=on', '-c', 'max_connections=30', '-c', `shared_buffers=${sharedMb()}MB`,
    '-c', 'max_wal_size=2GB', '-c', 'logging_collector=off',
  ], { ...owner, stdio: ['ignore', 'ignore', 'pipe'], detached: true, cwd: cluster })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => {
    said = `${said}${piece.toString()}`.slice(-4_000)
    for (const line of piece.toString().split('\n')) if (isGrave(line)) log.warn(line.trim())
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  // the program may end without close(): SIGINT asks for a fast shutdown, and a kill of ours is met by stopOrphan
  const stopNow = (): void => { child.kill('SIGINT') }
  process.once('exit', stopNow)
  return {
    pid: child.pid ?? 0,
    ended,
    words: () => said,
    async stop() {
      process.off('exit', stopNow)
      child.kill('SIGINT')
      await ended
    },
  }
}

async function whenReady(url: string, server: Server, log: Log): Promise<Db> {
  const deadline = performance.now() + startMs
  let over = false
  void server.ended.then(() => { over = true })
  for (;;) {
    try {
      return await openServer(url, log)
    } catch (error) {
      if (over || performance.now() > deadline || !(error instanceof Error) || error.name !== 'DbUnavailable') {
        await server.stop()
        throw new Error(`本机数据库无法启动 / the local cluster does not start: ${String(error)}\n${server.words()}`)
      }
      await pause(100)
    }
  }
}
