import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { processStart } from './process-identity.ts'

interface Holder {
  pid: number
  start: string | undefined
  host: string
  /** the database process that the holder started; it may outlive a holder that was killed */
  child?: { pid: number; start: string | undefined }
}

export interface DataLock {
  /** Notes the database process, so that whoever takes over a stale lock can end it first. */
  noteChild(pid: number): void
  release(): void
}

const beatMs = 5_000
const lives = (one: { pid: number; start: string | undefined }): boolean => {
  const start = processStart(one.pid)
  return start !== undefined && (one.start === undefined || start === one.start)
}

function readHolder(file: string): { holder: Holder; ageMs: number } | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder
    return { holder, ageMs: Date.now() - statSync(file).mtimeMs }
  } catch {
    return undefined
  }
}

function create(file: string, holder: Holder): boolean {
  try {
    const fd = openSync(file, 'wx')
    writeSync(fd, JSON.stringify(holder))
    closeSync(fd)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Holders on another machine (or in another container) cannot be looked up; a beating lock file speaks for them. */
const isHeld = ({ holder, ageMs }: { holder: Holder; ageMs: number }): boolean =>
  holder.host === hostname() ? lives(holder) : ageMs < 4 * beatMs

async function endOrphan(holder: Holder): Promise<void> {
  const { child } = holder
  if (holder.host !== hostname() || child?.start === undefined || !lives(child)) return
  process.kill(child.pid, 'SIGKILL')
  for (let tries = 0; lives(child) && tries < 200; tries++) await pause(25)
}

/**
 * Makes this process the only one that opens a data folder: neither engine's own files keep a second one out (two
 * embedded processes on one folder lose each other's rows). A lock whose holder is dead is taken over.
 *
 * @throws Error naming the holder when another process has the folder open
 */
export async function lockData(file: string): Promise<DataLock> {
  const mine: Holder = { pid: process.pid, start: processStart(process.pid), host: hostname() }
  for (let tries = 0; !create(file, mine); tries++) {
    const found = readHolder(file)
    // an unreadable file is one that is being written this moment, or one cut off in the writing
    if (found === undefined && tries < 20) await pause(50)
    else if (found !== undefined && isHeld(found)) throw refused(file, found.holder)
    else await takeOver(file, found?.holder)
    if (tries > 100) throw new Error(`锁文件无法取得 / cannot take the lock file: ${file}`)
  }
  const beat = setInterval(() => {
    const now = new Date()
    try { utimesSync(file, now, now) } catch { /* the folder was removed under us; the next statement will say so */ }
  }, beatMs)
  beat.unref()
  return {
    noteChild(pid) {
      mine.child = { pid, start: processStart(pid) }
      writeFileSync(file, JSON.stringify(mine))
    },
    release() {
      clearInterval(beat)
      if (readHolder(file)?.holder.pid === process.pid) rmSync(file, { force: true })
    },
  }
}

/** Removes a dead holder's lock; only one process at a time may try, or the second would remove the first one's new lock. */
async function takeOver(file: string, dead: Holder | undefined): Promise<void> {
  const gate = `${file}.takeover`
  if (!create(gate, { pid: process.pid, start: processStart(process.pid), host: hostname() })) {
    const other = readHolder(gate)
    if (other !== undefined && !isHeld(other)) rmSync(gate, { force: true })
    await pause(50)
    return
  }
  try {
    const now = readHolder(file)
    if (now !== undefined && isHeld(now)) return
    if (dead !== undefined) await endOrphan(dead)
    rmSync(file, { force: true })
  } finally {
    rmSync(gate, { force: true })
  }
}

function refused(file: string, { pid, host }: Holder): Error {
  return new Error(
    `数据目录正被另一个进程使用（进程 ${pid}，主机 ${host}）。请先停止它，或另设 DATA_DIR。` +
    ` / The data folder is in use by another process (pid ${pid} on ${host}). ` +
    `Stop it first, or set another DATA_DIR. [${file}]`,
  )
}
