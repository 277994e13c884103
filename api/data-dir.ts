import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const isFolder = (path: string): boolean | undefined => statSync(path, { throwIfNoEntry: false })?.isDirectory()

/**
 * Makes the data folder with the folders above it, and sees that files can be made in it. One after another from the nearest that
 * is there: Node's own `recursive` never comes back where a file system answers that a folder cannot be ("/proc/x").
 *
 * @throws Error with the system's `code` where it is a file, lies in one, or may not be written
 */
export function makeDataDir(path: string): void {
  const there = isFolder(path)
  if (there === false) throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' })
  if (there === undefined) {
    const above = dirname(path)
    if (above !== path) makeDataDir(above)
    try {
      // it may be passed through (a cluster of root's belongs to another user), never listed
      mkdirSync(path, { mode: 0o711 })
    } catch (error) {
      // another program of the same installation may have been first
      if (isFolder(path) !== true) throw error
    }
  }
  accessSync(path, constants.W_OK | constants.X_OK)
}
