import type { Notice } from '../types.ts'

/** What the whole file, not one row, has to say. @param created names of new categories @param counted rows that were only counted */
export function noticesOf(created: readonly string[], counted: number, undrawn: boolean): Notice[] {
  const notices: Notice[] = []
  if (undrawn) {
    notices.push({
      code: 'no-boundaries', zh: '还没有边界，有坐标的事项暂记为辖区外；导入边界后自动归位',
      en: 'there are no boundaries yet: points count as outside until some are imported, then they are placed',
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
