/** The page of an area: its documents, and the lists behind the numbers of its joint response. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { faults } from './faults.ts'
import { onStage, phone, sideways, signInAs, soon, wholeNumber } from './site.ts'

const path = '/areas/990128-K01'
const pdf = Buffer.from(`%PDF-1.7\n${'方案'.repeat(3_000)}`)
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const stage = onStage()
const { site } = stage
const at = stage.visitor()

beforeAll(async () => {
  await signInAs(at, site, 'office', path)
}, 300_000)

const dialog = () => at.page.locator('dialog[open]')
const documents = () => at.page.locator('section[aria-label=文件]')
async function fill(fileName: string, bytes: Buffer): Promise<void> {
  await dialog().locator('input[type=file]').setInputFiles({ name: fileName, mimeType: 'application/octet-stream', buffer: bytes })
  await dialog().getByLabel('类别').selectOption('plan')
  await dialog().getByLabel('印发日期').fill('2026-03-01')
}

describe('the petition office at an area\'s documents', () => {
  test('finds none, is told what belongs there, and why a file is not what it says', async () => {
    await documents().getByText('还没有文件').waitFor()
    await documents().getByRole('button', { name: '上传文件' }).click()
    await fill('征地补偿安置方案.docx', pdf)
    expect(await faults(at)).toEqual([])
    await at.page.getByRole('button', { name: '上传', exact: true }).click()
    await dialog().getByText(/文件名说是 docx，内容却是 pdf/).waitFor()
    expect(at.complaints.splice(0).every((line) => line.includes('422'))).toBe(true)
  })

  test('brings a plan, with the file\'s name for a title, and gets it back byte for byte', async () => {
    await fill('征地补偿安置方案.pdf', pdf)
    expect(await dialog().getByLabel('标题').inputValue()).toBe('征地补偿安置方案')
    await at.page.getByRole('button', { name: '上传', exact: true }).click()
    const row = documents().locator('[data-document]')
    await row.waitFor()
    expect(await row.innerText()).toContain('2026-03-01 起')
    const [download] = await Promise.all([at.page.waitForEvent('download'), row.getByRole('link').click()])
    expect(download.suggestedFilename()).toBe('征地补偿安置方案.pdf')
    expect(digest(await readFile(await download.path()))).toBe(digest(pdf))
    expect(await faults(at)).toEqual([])
  })

  test('sees on a phone what a village cadre sees: to be read, not to be changed', async () => {
    await stage.as('leader', path, async (small) => {
      const card = small.page.locator('section[aria-label=文件]')
      await card.locator('[data-document]').waitFor()
      expect(await card.getByRole('button', { name: /上传|移除/ }).count()).toBe(0)
      expect(await sideways(small)).toBe(0)
      expect(await faults(small)).toEqual([])
    }, phone)
  })

  test('removes it with a reason; it is off the page and in the history', async () => {
    await documents().getByRole('button', { name: '移除 征地补偿安置方案' }).click()
    await dialog().getByLabel('理由').fill('已被新方案替代')
    await at.page.getByRole('button', { name: '确定' }).click()
    await documents().getByText('还没有文件').waitFor()
    await documents().getByLabel('显示已移除的文件').check()
    await documents().getByText(/移除：已被新方案替代/).waitFor()
    expect(await faults(at)).toEqual([])
  })
})

describe('every number of the joint response', () => {
  const card = () => at.page.locator('section[aria-label=联动处置]')

  test('of problems by state opens as many problems', async () => {
    await at.page.goto(site.address + path)
    await card().locator('[data-problems]').first().waitFor()
    for (const state of (await card().locator('[data-problems]').evaluateAll((links) => links.map((link) => link.getAttribute('data-problems')))).slice(0, 3)) {
      const link = card().locator(`[data-problems=${state}]`)
      const shown = wholeNumber(await link.locator('b').innerText())
      await link.click()
      await expect.poll(async () => wholeNumber(await at.page.locator('[data-total]').innerText().catch(() => '-1')), soon).toBe(shown)
      await at.page.goBack()
      await card().locator('[data-problems]').first().waitFor()
    }
  })
})
