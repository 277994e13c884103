import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** What is wrong with a place in which a file shall be written, Chinese and English; undefined where it can be. */
export async function faultOfPlace(path: string): Promise<[zh: string, en: string] | undefined> {
  const there = await stat(path).catch(() => undefined)
  if (there?.isDirectory()) return ['是文件夹，请写明文件名', 'is a folder; name a file in it']
  const folder = await stat(dirname(path)).catch(() => undefined)
  const writable = await access(dirname(path), constants.W_OK).then(() => true, () => false)
  return folder?.isDirectory() && writable ? undefined : ['所在文件夹不存在或不可写', 'its folder is not there or may not be written']
}

/**
 * The absolute path of a file that a command will write, looked at before its work is done.
 * @throws Error of one sentence where nothing can be written there
 */
export async function fileToWrite(named: string): Promise<string> {
  const path = resolve(named)
  const fault = await faultOfPlace(path)
  if (fault) throw new Error(`${path} ${fault[0]} / ${path}: ${fault[1]}`)
  return path
}

/**
 * The absolute path of a file that a command will read.
 * @throws Error of one sentence where there is none or it may not be read
 */
export async function fileToRead(named: string): Promise<string> {
  const path = resolve(named)
  const there = await stat(path).catch(() => undefined)
  const readable = await access(path, constants.R_OK).then(() => true, () => false)
  if (!there?.isFile() || !readable) throw new Error(`没有文件 ${path}，或不可读 / there is no file ${path}, or it may not be read`)
  return path
}
