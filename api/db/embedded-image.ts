import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extensionNames } from './engine-settings.ts'

const require = createRequire(import.meta.url)

/** The version in the package.json above a package's entry file; the packages do not export it. */
function versionOf(name: string): string {
  const root = dirname(require.resolve(name)).replace(/\/dist$/, '')
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return `${name}@${version}`
}

/** Name of an empty database that fits exactly these packages and extensions. */
export const engineKey = (): string => createHash('sha256')
  .update([...['@electric-sql/pglite', '@electric-sql/pglite-postgis'].map(versionOf), ...extensionNames].join('\n'))
  .digest('hex').slice(0, 16)

/** Where the image of an empty database is kept. */
export const embeddedImage = (cache: string | undefined): string | undefined =>
  cache === undefined ? undefined : join(cache, `empty-${engineKey()}`)

/** Beside the installed packages, whose versions its content depends on: `npm ci` clears it. */
export function cacheFolder(): string | undefined {
  const modules = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules')
  return existsSync(modules) ? join(modules, '.cache/rg-embedded') : undefined
}
