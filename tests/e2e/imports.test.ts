import { readFile } from 'node:fs/promises'
import { readSheet } from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { petitionCsv } from '../imports/county.ts'
import { faults } from './faults.ts'
import { canaries, ledgerCsv, ledgerWorkbook } from './ledger.ts'
import { onStage, phone, sideways, signInAs, soon, wholeNumber } from './site.ts'

const stage = onStage()
const { site } = stage
const at = stage.visitor()
let town: string
/** everything that the server told this browser */
const told: string[] = []
const reading: Promise<unknown>[] = []

beforeAll(async () => {
  at.page.on('response', (answer) => {
    // an answer without a body is never read to its end
    if (answer.status() !== 204 && /\/api\/(import|feeds)/.test(answer.url())) reading.push(answer.text().then((text) => told.push(text), () => undefined))
  })
  await signInAs(at, site, 'planner', '/imports')
  town = await at.page.evaluate(async () => {
    const { features } = await (await fetch('/api/feeds/units?level=township')).json() as { features: { properties: { name: string } }[] }
    return features[0]?.properties.name ?? ''
  })
})
afterEach(async () => {
  await Promise.all(reading)
  for (const canary of canaries) expect(told.join('\n')).not.toContain(canary)
})

const choose = async (name: string, buffer: Buffer): Promise<void> => {
  await at.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await at.page.locator('.columns').waitFor()
}
const press = (name: string) => at.page.getByRole('button', { name, exact: true }).click()
const figureOf = async (name: string): Promise<number> => wholeNumber(await at.page.locator(`.result [data-figure=${name}]`).innerText())
const ended = (title: string) => at.page.getByRole('heading', { name: title }).waitFor({ timeout: 60_000 })
const petitions = (): Promise<number> => at.page.evaluate(async () =>
  (await (await fetch('/api/summary')).json() as { petitions: number }).petitions)

describe('a planner at the import wizard', () => {
  let before: number

  test('drops a messy ledger and sees how it was understood, and nobody’s name', async () => {
    before = await petitions()
    await choose('台账.xlsx', ledgerWorkbook(town))
    const page = await at.page.locator('.wizard').innerText()
    expect(page).toContain('第 3、4 行是表头')
    expect(page).toContain('个人信息（姓名），读取时丢弃')
    expect(await at.page.getByLabel('信访件编号：用作').inputValue()).toBe('petition_no')
    for (const canary of canaries) expect(await at.page.content()).not.toContain(canary)
    expect(await faults(at)).toEqual([])
  })

  test('cannot go on while a needed column is missing, names it, and sees in a dry run what would happen', async () => {
    const dry = at.page.getByRole('button', { name: '试运行', exact: true })
    expect(await dry.isDisabled()).toBe(true)
    expect(await at.page.locator('.go').innerText()).toContain('信访日期')
    await at.page.getByLabel('来访情况_日子：用作').selectOption('received_on')
    await dry.click()
    await ended('试运行结果（没有写入）')
    expect([await figureOf('created'), await figureOf('rejected'), await figureOf('skipped')]).toEqual([28, 1, 2])
    const row = at.page.locator('.result tr.rejected')
    expect(await row.locator('.line').innerText()).toBe('11')
    expect(await row.innerText()).toContain('2026年2月31日')
    expect(await petitions()).toBe(before)
    expect(await faults(at)).toEqual([])
  })

  test('imports it: the counts of the county grow by as many rows as the result says', async () => {
    await at.page.locator('.go .primary').click()
    await ended('导入结果')
    expect(await figureOf('created')).toBe(28)
    expect(await petitions()).toBe(before + 28)
    await expect.poll(() => at.page.locator('.history li').first().innerText(), soon).toContain('台账.xlsx')
    expect(await at.page.locator('.history li').first().innerText()).toContain('规划人员')
  })

  test('finds what came without a title called so, and not withheld', async () => {
    const { rows: [row] } = await site.db.query<{ no: string }>('select matter_no as no from matter where title is null and not confidential order by id desc limit 1')
    await stage.as('office', `/matters/${row?.no ?? ''}`, async ({ page }) => {
      await page.locator('h1').filter({ hasText: '（未填诉求）' }).waitFor()
    })
  })

  test('mends the rejected row in the correction workbook and imports that as it is', async () => {
    const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.locator('.result a[download]').click()])
    const rows = await readSheet(await readFile(await download.path()), 1)
    const mended = rows.map((cells) => cells.map((cell) => cell === '2026年2月31日' ? '2026年10月8日' : cell))
    expect(mended.flat()).toContain('2026年10月8日')
    const book = await writeXlsxFile(mended.map((cells) => cells.map((cell) => cell === null ? null : { value: String(cell), type: String }))).toBuffer()
    await press('再导入一个文件')
    await choose('更正表.xlsx', book)
    // the mapping of the ledger is not that of the workbook, whose header is joined: it says the date column again
    await at.page.getByLabel('来访情况_日子：用作').selectOption('received_on')
    await press('试运行')
    await ended('试运行结果（没有写入）')
    await at.page.locator('.go .primary').click()
    await ended('导入结果')
    expect([await figureOf('created'), await figureOf('rejected')]).toEqual([1, 0])
    expect(await petitions()).toBe(before + 29)
  })

  test('imports the same ledger from an old system in GB18030 and nothing changes', async () => {
    await press('再导入一个文件')
    await choose('台账.csv', ledgerCsv(town))
    expect(await at.page.locator('#import-encoding').innerText()).toContain('gb18030')
    await at.page.getByLabel('日子：用作').selectOption('received_on')
    await press('试运行')
    await ended('试运行结果（没有写入）')
    expect([await figureOf('created'), await figureOf('rejected')]).toEqual([0, 1])
    await press('返回修改')
    await at.page.getByLabel('日子：用作').waitFor()
  })

  test('chooses another line for the header and gets the columns of that line', async () => {
    await at.page.getByRole('button', { name: '行 2', exact: true }).click()
    await expect.poll(() => at.page.locator('.lines tr.header th').allInnerTexts(), soon).toEqual(['2'])
    expect(await at.page.locator('.columns tbody th').first().innerText()).toBe('填报单位：示例县信访局')
    for (const canary of canaries) expect(await at.page.content()).not.toContain(canary)
  })

  test('takes both imports back from the history, after being told what that means, and the county is as before', async () => {
    for (const name of ['更正表.xlsx', '台账.xlsx']) {
      const run = at.page.locator('.history li.done').first()
      expect(await run.innerText()).toContain(name)
      await run.getByRole('button', { name: '撤销' }).click()
      const dialog = at.page.locator('dialog.undo')
      expect(await dialog.innerText()).toMatch(/删除这次新增的 (28|1) 行/)
      expect(await faults(at)).toEqual([])
      await dialog.getByRole('button', { name: '撤销导入' }).click()
      await dialog.waitFor({ state: 'detached' })
      await expect.poll(() => at.page.locator('.history li').filter({ hasText: name }).innerText(), soon).toContain('已撤销')
    }
    expect(await petitions()).toBe(before)
  })

  test('gets boundaries drawn on the map, in the coordinates that she says', async () => {
    await at.page.goto(`${site.address}/imports`)
    const square = [[116.3, 39.9], [116.31, 39.9], [116.31, 39.91], [116.3, 39.91], [116.3, 39.9]]
    const areas = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { 名称: '新区', 类型: '其他' }, geometry: { type: 'Polygon', coordinates: [square] } }] }
    await choose('areas.geojson', Buffer.from(JSON.stringify(areas)))
    await at.page.locator('.places .map[data-drawn=true]').waitFor({ timeout: 60_000 })
    expect(await at.page.locator('.facts').innerText()).toContain('重点区域')
    await at.page.locator('#import-crs').selectOption('gcj02')
    await expect.poll(() => at.page.locator('#import-crs').locator('option').first().innerText(), soon).toContain('GCJ-02')
  })
})

describe('an import that takes its time', () => {
  const long = Buffer.from(petitionCsv(Array.from({ length: 200_000 }, (_, n) => ({ no: `L${n}`, on: '2026-10-01', place: '示例县' }))))
  const begin = async (): Promise<void> => {
    await at.page.goto(`${site.address}/imports`)
    await choose('一年.csv', long)
    await press('试运行')
    await at.page.locator('.run progress').waitFor()
  }

  test('says how far it is and whose it is, goes on while she is elsewhere, and is cancelled from the history', async () => {
    const before = await petitions()
    await begin()
    await expect.poll(async () => wholeNumber(/已读 [\d,]+ 行/.exec(await at.page.locator('.run').innerText())?.[0] ?? '0'), soon).toBeGreaterThan(0)
    expect(await faults(at)).toEqual([])
    await at.page.getByRole('link', { name: '重点区域' }).click()
    await at.page.locator('tbody tr').first().waitFor()
    await at.page.getByRole('link', { name: '数据导入' }).click()
    const run = at.page.locator('.history li.running')
    await run.waitFor()
    expect(await run.innerText()).toMatch(/一年\.csv[^]*规划人员/)
    expect(await run.locator('progress').count()).toBe(1)
    await run.getByRole('button', { name: '取消导入' }).click()
    await run.waitFor({ state: 'detached' })
    expect(await petitions()).toBe(before)
  }, 120_000)

  test('is cancelled in the wizard, which says that nothing was written', async () => {
    await begin()
    await at.page.locator('.run').getByRole('button', { name: '取消导入' }).click()
    await ended('已取消，数据库没有任何改动')
    expect(await at.page.locator('.go').getByRole('button', { name: /^导入 / }).count()).toBe(0)
    await at.page.locator('.history li.running').waitFor({ state: 'detached' })
  }, 120_000)
})

test('the petition office reads how many reports of misconduct were counted, and a planner does not', async () => {
  await at.page.goto(`${site.address}/imports`)
  await at.page.locator('.history li').first().waitFor()
  expect(await at.page.locator('.misconduct').count()).toBe(0)
  await stage.as('office', '/imports', async ({ page }) => {
    const line = await page.locator('.misconduct').innerText()
    const told = await page.evaluate(async () => await (await fetch('/api/misconduct-count')).json() as { count: number })
    expect(told.count).toBeGreaterThan(0)
    expect(wholeNumber(line.split('件')[1] ?? '')).toBe(told.count)
    // the day of the latest would already tell of one
    expect([Object.keys(told), line]).toEqual([['count'], expect.not.stringMatching(/\d{4}-\d{2}/)])
  })
})

test('a phone shows the wizard and its history without scrolling sideways', async () => {
  await stage.as('planner', '/imports', async (small) => {
    await small.page.locator('.history li').first().waitFor()
    expect(await sideways(small)).toBe(0)
    expect(await faults(small)).toEqual([])
  }, phone)
})

test('a township cadre finds no door to it, and behind its address that it is not open to her', async () => {
  await stage.as('township', '/imports', async ({ page }) => {
    await page.getByText('这一页不对本账号开放').waitFor()
    expect(await page.getByRole('link', { name: '数据导入' }).count()).toBe(0)
    expect(await page.locator('input[type=file]').count()).toBe(0)
  })
})
