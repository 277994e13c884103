import type { Notice } from '../types.ts'

interface Told {
  /** names of new categories */
  created: readonly string[]
  /** rows that were only counted */
  counted: number
  /** matters of earlier runs that stood on a placeholder point */
  unplaced: number
  /** there are no boundaries yet */
  undrawn: boolean
}

/** What the whole file, not one row, has to say. */
export function noticesOf({ created, counted, unplaced, undrawn }: Told): Notice[] {
  const notices: Notice[] = []
  if (undrawn) {
    notices.push({
      code: 'no-boundaries', zh: '还没有边界，有坐标的事项暂记为辖区外；导入边界后自动归位',
      en: 'there are no boundaries yet: points count as outside until some are imported, then they are placed',
    })
  }
  if (unplaced > 0) {
    notices.push({
      code: 'matters-unplaced', zh: `以前导入的 ${unplaced} 件事项位于占位点，已改按文字定位或列为未定位，原位置留在历史中`,
      en: `${unplaced} matters of earlier runs stood on a placeholder point; they are placed by their words or not at all, their history keeps the point`,
    })
  }
  if (created.length > 0) {
    notices.push({
      code: 'categories-created', zh: `新增本地分类 ${created.length} 个：${created.slice(0, 10).join('、')}`,
      en: `${created.length} local categories were made: ${created.slice(0, 10).join(', ')}`,
    })
  }
  if (counted > 0) {
    notices.push({ code: 'counted-only', zh: '部分行按规定只计数、不入库', en: 'some rows are only counted, as the rules ask' })
  }
  return notices
}
