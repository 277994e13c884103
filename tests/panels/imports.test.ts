/** A file on its way in: how it was understood, what a person may correct, what became of each row, and that it can be taken back. */
import { describe, expect, test, vi } from 'vitest'
import HeaderLines from '../../web/panels/HeaderLines.vue'
import ImportAnswer from '../../web/panels/ImportAnswer.vue'
import ImportColumns from '../../web/panels/ImportColumns.vue'
import ImportHistory from '../../web/panels/ImportHistory.vue'
import ImportResult from '../../web/panels/ImportResult.vue'
import RunProgress from '../../web/panels/RunProgress.vue'
import zh from '../../web/i18n/zh.ts'
import type { ImportLook } from '../../api/contract/import-look.ts'
import type { ImportRun } from '../../api/contract/imports.ts'
import { crsNames, encodings, zones } from '../../web/lib/import-query.ts'
import { county } from './county.ts'
import { draw } from './drawn.ts'

const it = county()
const words = zh.imports
const submit = (page: { one: (selector: string) => HTMLElement }): void => { page.one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })) }

describe('the columns of a file', () => {
  const column = (index: number, header: string, more: object = {}) => ({ index, header, fillRate: 0.5, samples: ['样例'], ...more })
  const look = {
    fields: [{ name: 'petition_no', needed: true }, { name: 'title', needed: false }],
    understood: { columns: [
      column(0, '编号', { field: 'petition_no', by: 'header', confidence: 0.98 }), column(1, '日子', { samples: [] }),
      column(2, '诉求', { field: 'title', by: 'values', confidence: 0.6 }), column(3, '上访人', { personal: 'name' }), column(4, '联系', { personal: 'phone', unsure: true }),
    ] },
  } as unknown as ImportLook
  const table = (uses = ['petition_no', '', 'title', '', '']) => draw(ImportColumns, { look, uses, missing: [] }, { hears: ['use'] })
  const row = (n: number): string => `tbody tr:nth-child(${n})`

  test('say how sure the program is, by the name or by what stands in it; by hand is by hand', async () => {
    const page = await table()
    expect(page.texts('td.sure')).toEqual(['按列名 98%', '', '按内容 60%', ''])
    expect((await table(['title', '', 'petition_no', '', ''])).texts('td.sure')).toEqual([words.columns.by.mapping, '', words.columns.by.mapping, ''])
  })

  test('that hold persons are shown by no sample and cannot be used; where that is not sure they can', async () => {
    const page = await table()
    expect(page.all(`${row(4)} select`)).toEqual([])
    expect(page.text(`${row(4)} .use`)).toBe('个人信息（姓名），读取时丢弃')
    expect(page.text(`${row(5)} option:first-child`)).toBe('个人信息（电话），读取时丢弃')
    for (const n of [4, 5]) expect(page.all(`${row(n)} .sample`)).toEqual([])
    await page.fill(`${row(5)} select`, 'title')
    expect(page.told).toEqual([['use', 4, 'title']])
  })

  test('offer every field of the kind, those that are needed marked, and not to be imported', async () => {
    const page = await table()
    expect(page.texts(`${row(1)} option`)).toEqual([words.columns.skip, `${words.field.petition_no}（必需）`, words.field.title])
    expect(page.all('tbody tr').map(({ classList }) => classList.contains('unused'))).toEqual([false, true, false, true, true])
  })

  test('say how full they are, and that there is nothing in one', async () => {
    const page = await table()
    expect([page.text(`${row(1)} .fill`), page.text(`${row(1)} .samples`), page.text(`${row(2)} .samples`)]).toEqual(['50%', '样例', words.columns.noSamples])
  })
})

describe('the lines of the header', () => {
  const head = [{ line: 1, cells: ['台账', null] }, { line: 2, cells: ['编号', '日期', '诉求'] }, { line: 3, cells: ['1', '2026-01-01'] }]
  const lines = (header: number[]) => draw(HeaderLines, { head, header, dataStart: 3, reason: '因为' }, { hears: ['header'] })
  const press = (page: Awaited<ReturnType<typeof lines>>, n: number, shiftKey: boolean): void => {
    page.one(`tr:nth-child(${n}) button`).dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey }))
  }

  test.each([
    ['one line', [2], 1, false, [1]], ['two lines from the top', [1], 2, true, [1, 2]], ['two lines from below', [3], 2, true, [2, 3]],
    ['one line, the same pressed with Shift', [2], 2, true, [2]], ['one line with Shift where there was none', [], 2, true, [2]],
  ])('are chosen: %s', async (_what, before, line, shift, after) => {
    const page = await lines(before)
    press(page, line, shift)
    expect(page.told).toEqual([['header', after]])
  })

  test('may be none', async () => {
    const page = await lines([2])
    expect(page.one('.none').getAttribute('aria-pressed')).toBe('false')
    await page.press('.none')
    expect(page.told).toEqual([['header', []]])
    expect((await lines([])).one('.none').getAttribute('aria-pressed')).toBe('true')
  })

  test('stand as they are in the file, what is hidden as dots, in columns of equal number', async () => {
    const page = await lines([2])
    expect(page.all('tr').map(({ children }) => children.length)).toEqual([4, 4, 4])
    expect(page.texts('.hidden')).toEqual(['•••'])
    expect(page.all('tr').map(({ classList }) => [classList.contains('header'), classList.contains('data')])).toEqual([[false, false], [true, false], [false, true]])
  })
})

describe('what a file could not say itself', () => {
  test.each([['encoding', [...encodings]], ['crs', [...crsNames, ...zones]]])('is asked: its %s, from a list', async (parameter, codes) => {
    const page = await draw(ImportAnswer, { parameter }, { hears: ['wish'] })
    expect(page.all('option').map((one) => (one as HTMLOptionElement).value)).toEqual(codes)
    expect(page.texts('option')).not.toContain('')
    submit(page)
    expect(page.told).toEqual([])
    await page.fill('select', codes[1] ?? '')
    submit(page)
    expect(page.told).toEqual([['wish', { [parameter]: codes[1] }]])
  })

  test('is asked in a line of its own where only the reader knows the name of the table; other faults ask nothing', async () => {
    const page = await draw(ImportAnswer, { parameter: 'sheet' }, { hears: ['wish'] })
    await page.fill('input', '台账')
    submit(page)
    expect(page.told).toEqual([['wish', { sheet: '台账' }]])
    expect((await draw(ImportAnswer, { parameter: 'header' })).all('form')).toEqual([])
  })

  test('names coordinates as people call them, zones by their number', async () => {
    const named = (await draw(ImportAnswer, { parameter: 'crs' })).texts('option')
    expect(named.slice(0, 4)).toEqual(expect.arrayContaining([words.crs.wgs84, words.crs.gcj02, words.crs.bd09]))
    expect(named.at(-1)).toBe('CGCS2000 3度带 EPSG:4554')
  })
})

const run = (more: Partial<ImportRun> = {}): ImportRun => ({
  id: 7, kind: 'petitions', state: 'done', file_name: '台账.xlsx', dry_run: false, created: 1_200, updated: 3, unchanged: 0, rejected: 2, skipped: 1, flagged: 4, tally: {},
  started_at: '2026-11-27T01:30:00Z', finished_at: null, account: 'office', by: '信访局', ...more,
} as ImportRun)

describe('what became of a file', () => {
  const rows = [{ line: 12, outcome: 'rejected', reasons: [{ code: 'required', column: '编号', message_zh: '必填', message_en: 'required' }], cells: { 诉求: '补偿', 编号: '' } }]
  const result = (more: object = {}, locale: 'zh-CN' | 'en' = 'zh-CN', props: object = {}) => draw(ImportResult, { run: run(more), ...props }, { locale })

  test('is told in numbers of rows, those that are nothing set back', async () => {
    const page = await result()
    expect(page.all('[data-figure]').map((one) => [one.dataset['figure'], one.textContent])).toEqual([
      ['created', '1,200'], ['updated', '3'], ['unchanged', '0'], ['rejected', '2'], ['flagged', '4'], ['skipped', '1']])
    expect(page.all('.figures .zero')).toHaveLength(1)
  })

  test('says by its title whether anything was written', async () => {
    expect((await result()).text('h2')).toBe(`${words.result.title} 台账.xlsx`)
    expect((await result({ dry_run: true })).text('h2')).toContain(words.result.dryTitle)
    for (const state of ['failed', 'cancelled'] as const) {
      const page = await result({ state, problem: { code: 'x', zh: '磁盘已满', en: 'disk full' } })
      expect([page.text('h2'), page.text('[role=alert]'), page.all('.figures')]).toEqual([`${words.result[state]} 台账.xlsx`, '磁盘已满', []])
    }
  })

  test('names the reasons, the most frequent first, the county’s own by their code', async () => {
    const page = await result({ tally: { outside: 1, 'no-point': 1_041, 'our-own': 7 } })
    expect(page.texts('.reasons li')).toEqual([`${words.flag['no-point']} 1,041`, 'our-own 7', `${words.flag.outside} 1`])
  })

  test('shows each row that needs a person by its line, its reason in the reader’s language and its cells in the file’s order', async () => {
    const page = await result({ rows, understood: { shownColumns: ['编号', '诉求'] } })
    expect(page.texts('.rows td')).toEqual(['12', '拒绝编号：必填', '编号 诉求 补偿'])
    expect(page.one('.rows a').getAttribute('href')).toBe('/api/imports/7/corrections')
    expect((await result({ rows }, 'en')).text('.why')).toContain('required')
  })

  test('says how many of them are shown where there are more', async () => {
    expect((await result({ rows })).text('h3 small')).toBe('显示前 1 行，全部在更正表中')
    expect((await result({ rows, rejected: 1, flagged: 0 })).all('h3 small')).toEqual([])
    expect((await result({ rows: [], rejected: 0, flagged: 0 })).text()).toContain(words.result.allGood)
  })

  test('says that the file is what the county has already, and only then', async () => {
    expect((await result({ created: 0, updated: 0, unchanged: 9, rejected: 0 })).text()).toContain(words.result.none)
    for (const other of [{ created: 1 }, { updated: 1 }, { unchanged: 0 }, { rejected: 1 }]) {
      expect((await result({ created: 0, updated: 0, unchanged: 9, rejected: 0, ...other })).text()).not.toContain(words.result.none)
    }
  })

  test('tells a planner of a new county who must grant the rights, but not after a trial', async () => {
    expect((await result({}, 'zh-CN', { unscoped: true })).text()).toContain(words.result.noScope)
    expect((await result({ dry_run: true }, 'zh-CN', { unscoped: true })).text()).not.toContain(words.result.noScope)
  })
})

describe('the record of imports', () => {
  const list = (...rows: ImportRun[]) => ({ rows, total: rows.length, next: null })
  const history = (rows: ImportRun[], more: object = {}) => draw(ImportHistory, { list: list(...rows), error: null, shown: null, ...more }, { hears: ['show', 'again', 'undone'] })

  test('leaves trials out until somebody wants them, but never what runs now', async () => {
    const page = await history([run(), run({ id: 8, dry_run: true }), run({ id: 9, dry_run: true, state: 'running' })])
    expect(page.all('li').map(({ dataset }) => dataset['run'])).toEqual(['7', '9'])
    expect(page.text('header .digits')).toBe('共 2 次')
    await page.press('header input')
    expect(page.all('li')).toHaveLength(3)
  })

  test('says who, when in Beijing, and what came of it', async () => {
    const page = await history([run({ by: null })])
    expect([page.text('.who'), page.text('.what'), page.text('.counts')]).toEqual(['命令行，2026-11-27 09:30', '信访件 · 已导入', '新增 1,200更新 3拒绝 2待核 4'])
  })

  test('takes back what is done and was no trial, and offers the rows that need a person where there are any', async () => {
    const acts = async (more: Partial<ImportRun>): Promise<string[]> => {
      const page = await history([run(more)])
      if (more.dry_run) await page.press('header input')
      return page.texts('.act')
    }
    expect(await acts({})).toEqual([words.act.download, words.act.undo])
    expect(await acts({ rejected: 0, flagged: 0 })).toEqual([words.act.undo])
    expect(await acts({ state: 'undone' })).toEqual([words.act.download])
    expect(await acts({ dry_run: true })).toEqual([words.act.download])
    expect(await acts({ state: 'running', rejected: 0, flagged: 0, progress: { phase: 'waiting', share: 0, rows: 0, staged: 0, total: null, step: 0, steps: 0 } })).toEqual([words.act.cancel])
  })

  test('asks again after what runs, and after nothing else', async () => {
    vi.useFakeTimers()
    try {
      const page = await history([run({ state: 'running' })])
      await vi.advanceTimersByTimeAsync(1_499)
      expect(page.told).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
      expect(page.told).toEqual([['again']])
      await page.set({ list: list(run()) })
      await vi.advanceTimersByTimeAsync(10_000)
      expect(page.told).toHaveLength(1)
    } finally {
      vi.useRealTimers()
    }
  })

  test('breaks a run off once, and asks what became of it', async () => {
    it.serve('/api/imports/7', run({ state: 'cancelled' }))
    const page = await history([run({ state: 'running', rejected: 0, flagged: 0 })])
    await page.press('.act')
    expect((page.one('.act') as HTMLButtonElement).disabled).toBe(true)
    await it.shows(() => page.told).toEqual([['again']])
    expect(it.asked()).toEqual(['/api/imports/7'])
  })

  test('is taken back only after a question that says what that deletes and restores', async () => {
    it.serve('/api/imports/7', run({ state: 'undone' }))
    const page = await history([run()])
    page.all('.act')[1]?.click()
    await it.shows(() => page.all('dialog').length).toBe(1)
    expect(page.text('dialog')).toContain('删除这次新增的 1,200 行')
    expect(page.text('dialog')).toContain('把这次更新的 3 行恢复为导入前的内容')
    expect(it.asked()).toEqual([])
    await page.press('dialog .danger')
    await it.shows(() => page.told.map(([name]) => name)).toEqual(['undone'])
    expect(page.all('dialog')).toEqual([])
  })

  test('stays as it was where the county’s later work forbids to take it back, and says why', async () => {
    it.serve('/api/imports/7', { detail: '之后已有办理', detail_en: 'worked on since' }, 409)
    const page = await history([run()])
    page.all('.act')[1]?.click()
    await it.shows(() => page.all('dialog').length).toBe(1)
    await page.press('dialog .danger')
    await it.shows(() => page.texts('dialog [role=alert]')).toEqual(['之后已有办理'])
    expect(page.told).toEqual([])
  })
})

describe('an import that runs', () => {
  const progress = (more: object) => draw(RunProgress, { run: run({ state: 'running', progress: { phase: 'reading', share: 0.5, rows: 5_000, staged: 0, total: 10_000, step: 0, steps: 0, ...more } }), cancelling: false }, { hears: ['cancel'] })

  test('says what it is at, and how many rows it has read of how many', async () => {
    expect((await progress({})).text()).toContain(words.progress.reading)
    expect((await progress({ phase: 'writing', share: 1 })).text()).toContain(words.progress.writing)
    expect((await progress({ phase: 'waiting' })).text()).toContain(words.progress.waiting)
    expect((await progress({})).text()).toContain('5,000')
    expect(Number((await progress({})).one('progress').getAttribute('value'))).toBeCloseTo(0.3, 9)
  })
})
