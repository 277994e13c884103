import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { openMigrated } from '../open-data.ts'
import { loadDemo, type DemoProgress } from '../../data/load.ts'
import { showShare } from '../importers/progress-bar.ts'

const usage = '用法：npm run demo -- --petitions N [--seed S]，N 为 1 至 5000000 / usage: npm run demo -- --petitions N [--seed S], N from 1 to 5000000'

function whole(text: string | undefined, from: number, to: number): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < from || value > to) throw new Error(usage)
  return value
}

const words: Record<DemoProgress['phase'], string> = { making: '生成 making', writing: '写入 writing', counting: '汇总 counting', tidying: '整理 tidying' }

/** (Re)makes the demo county at any size. */
async function run(): Promise<void> {
  const { values } = argumentsOf(usage, { options: { petitions: { type: 'string' }, seed: { type: 'string' } } })
  const petitions = whole(values.petitions, 1, 5_000_000)
  const seed = whole(values.seed, 1, 2 ** 31)
  const config = loadConfig()
  const db = await openMigrated(config, log)
  const bar = showShare(process.stderr)
  try {
    await loadDemo(db, config, log, { petitions, seed, onProgress: ({ phase, rows, total }) => { bar.show(words[phase], Math.min(1, rows / total), rows) } })
  } finally {
    bar.stop()
    await db.close()
  }
  log.info('示例县已载入 / the demo county is loaded')
}

await run().catch(failWith)
