import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDataDir } from './data-dir.ts'

const isFault = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

/** What the file holds; undefined where there is none. An empty one is not made anew: it may have been the key of what is sealed. */
function readSecret(file: string): string | undefined {
  let secret: string
  try {
    secret = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (isFault(error, 'ENOENT')) return undefined
    throw error
  }
  if (secret === '') throw new Error(`密钥文件 ${file} 是空的，请从备份恢复；从未启用过的可删除后重新启动 / the secret file is empty: restore it, or remove it if it was never in use`)
  return secret
}

/**
 * A secret of 256 random bits in `<dataDir>/secrets/<name>`, readable by the owner of the process alone; made at the
 * first call. It is written beside its place and linked into it whole: of two processes that start together one is first, and
 * neither reads half a secret.
 *
 * @throws Error when the file is there and empty
 */
export function readOrMakeSecret(dataDir: string, name: string): string {
  const folder = join(dataDir, 'secrets')
  const file = join(folder, name)
  const known = readSecret(file)
  if (known !== undefined) return known
  makeDataDir(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const written = `${file}.${randomBytes(6).toString('hex')}`
  const made = randomBytes(32).toString('base64url')
  writeFileSync(written, made, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(written, file)
    return made
  } catch (error) {
    if (!isFault(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(written)
  }
  return readSecret(file) ?? made
}
