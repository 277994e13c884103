import { flagReason } from './flag-words.ts'
import type { ImportResult } from './run.ts'

const most = 20

/** What a run did, for a terminal: how the file was understood, the counts, and the first rows that need a person. */
export function describeResult(result: ImportResult): string {
  const { understood, rejections } = result
  const columns = understood.columns.map(({ header, field, personal, fillRate, samples }) => {
    const what = personal ? '个人信息，已丢弃 / personal, dropped' : field ?? '未用 / not used'
    return `  ${header} -> ${what}${personal ? '' : `  ${Math.round(fillRate * 100)}%  ${samples.slice(0, 2).join(' · ')}`}`
  })
  const rejected = rejections.filter(({ outcome }) => outcome === 'rejected')
  return [
    `${understood.format}${understood.encoding ? ` ${understood.encoding}` : ''}${understood.crs ? ` ${understood.crs.id}` : ''}`,
    ...columns,
    ...result.notices.map(({ zh, en }) => `! ${zh} / ${en}`),
    ...rejected.slice(0, most).map(({ line, reasons }) => `  第 ${line} 行 / line ${line}: ${reasons.map((one) => `${one.message_zh} / ${one.message_en}`).join('; ')}`),
    ...(rejected.length > most ? [`  … ${rejected.length - most}`] : []),
    ...Object.entries(result.tally).map(([code, n]) => {
      const { message_zh, message_en } = flagReason(code)
      return `  ${code} ${n}${message_zh === code ? '' : `  ${message_zh} / ${message_en}`}`
    }),
    `${result.dryRun ? '试运行，未保存 / dry run, nothing saved' : `第 ${result.id} 次导入 / import run ${result.id}`}：`
    + `新增 created ${result.created} · 更新 updated ${result.updated} · 未变 unchanged ${result.unchanged}`
    + ` · 拒绝 rejected ${result.rejected} · 跳过 skipped ${result.skipped} · 标记 flagged ${result.flagged}`,
  ].join('\n')
}
