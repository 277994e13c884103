/** `npm run verify-audit [-- --expect SEQ:HASH]`: walks every county's audit chain; exit 1 at the first broken link. */
import { verifyAudit } from '../audit-chain.ts'
import { argumentsOf } from '../command-line.ts'
import { loadConfig } from '../config.ts'
import { consoleLog as log, failWith } from '../console-log.ts'
import { openMigrated } from '../open-data.ts'

const usage = '用法 / usage: npm run verify-audit -- [--expect SEQ:HASH]'

async function main(): Promise<void> {
  const { values } = argumentsOf(usage, { options: { expect: { type: 'string' } } })
  const anchor = values.expect === undefined ? undefined : /^(\d+):([0-9a-f]{64})$/.exec(values.expect)
  if (anchor === null) throw new Error('--expect 须为 序号:64位十六进制 / must be SEQ:64 hex digits')
  const db = await openMigrated(loadConfig(), log)
  try {
    const chains = await verifyAudit(db, anchor && { seq: Number(anchor[1]), hash: anchor[2] ?? '' })
    for (const { county, links, head, fault } of chains) {
      if (fault) log.error(`${county}: 第 ${fault.seq} 条断链 / link ${fault.seq} is broken: ${fault.zh} / ${fault.en}`)
      else log.info(`${county}: ${links} 条，链完整 / links, whole; ${links}:${head}`)
    }
    if (chains.length === 0) log.info('还没有审计记录 / no audit record yet')
    if (chains.some(({ fault }) => fault)) process.exitCode = 1
  } finally {
    await db.close()
  }
}

await main().catch(failWith)
