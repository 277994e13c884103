/**
 * `npm run vectors -- FOLDER`: runs every vector file `<method>_<data>.json` of a folder through the statistics. Per file
 * ok or the differences, the worst deviation, and by name what is left out on purpose. Exit 1 on a difference, a missing value,
 * an unknown method, an expected field that nobody compares, a file that is no vector, or an empty folder.
 */
import { existsSync } from 'node:fs'
import { argumentsOf } from '../command-line.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { runVectors, type Verdict } from '../vectors/run.ts'

const shown = 8

function print({ file, ok, compared, worst, faults, notComputed }: Verdict): void {
  const most = worst.deviation === 0 ? '0' : `${worst.deviation.toPrecision(2)} (allowed ${worst.allowed.toPrecision(2)}) at ${worst.at}`
  const say = ok ? log.info : log.error
  say(`${ok ? 'ok    ' : 'FAILED'} ${file}: ${compared} values, worst deviation ${most}`)
  for (const fault of faults.slice(0, shown)) say(`       ${fault}`)
  if (faults.length > shown) say(`       and ${faults.length - shown} more`)
  for (const field of notComputed) say(`       left out on purpose: ${field}`)
}

const usage = '用法 / usage: npm run vectors -- FOLDER'

async function main(): Promise<void> {
  const { positionals: [folder] } = argumentsOf(usage, { allowPositionals: true })
  if (folder === undefined) throw new Error(usage)
  if (!existsSync(folder)) throw new Error(`${folder}: 没有这个文件夹 / no such folder`)
  const verdicts = await runVectors(folder)
  if (verdicts.length === 0) throw new Error(`${folder}: 没有 .json 文件 / no .json files`)
  verdicts.forEach(print)
  const failed = verdicts.filter(({ ok }) => !ok).length
  log.info(`${verdicts.length - failed} ok, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}

await main().catch(failWith)
