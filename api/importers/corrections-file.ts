import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { faultOfPlace } from '../file-places.ts'
import { correctionsOfRun } from './corrections-of-run.ts'
import { FileRefused } from './refusal.ts'
import type { ImportResult } from './run.ts'

const refused = (path: string, zh: string, en: string): FileRefused =>
  new FileRefused('corrections-file', `更正表 ${path} ${zh}`, `correction workbook ${path}: ${en}`, { parameter: 'corrections' })

/**
 * Checks the wished place of a correction workbook before anything is imported: afterwards the rows are in, and what was
 * refused of them would have no file.
 *
 * @throws FileRefused `corrections-file` when the place is the imported file itself, a folder, or in a folder that is not there
 * or may not be written
 */
export async function checkCorrectionsFile(wished: string, source: string): Promise<string> {
  const path = resolve(wished)
  const [there, from] = await Promise.all([path, resolve(source)].map((one) => stat(one).catch(() => undefined)))
  if (there && from && there.dev === from.dev && there.ino === from.ino) throw refused(path, '就是要导入的文件', 'is the imported file itself')
  const fault = await faultOfPlace(path)
  if (fault) throw refused(path, ...fault)
  return path
}

/**
 * Writes the correction workbook of a run, whole or not at all: to the wished place, else into the installation's own
 * folder, because the imported file may lie where nothing can be written (a stick, a share) or where others read.
 *
 * @returns the path, or undefined where no row needs a person
 */
export async function writeCorrections(result: ImportResult, dataDir: string, wished?: string): Promise<string | undefined> {
  if (result.rejected + result.flagged === 0) return undefined
  const path = wished ?? join(dataDir, 'corrections', `${result.id}-${basename(result.fileName)}.corrections.xlsx`)
  if (wished === undefined) await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const whole = await correctionsOfRun(result.rejections, result.understood.shownColumns)
  const half = `${path}.${process.pid}.part`
  try {
    await writeFile(half, whole, { mode: 0o600 })
    await rename(half, path)
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined)
    throw new Error(`更正表写不进 ${path}，可在网页“导入记录”中下载 / the correction workbook cannot be written to ${path}; `
      + `it can be taken from GET /api/imports/${result.id}/corrections`, { cause: error })
  }
  return path
}
