import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { generateCounty } from '../../data/county/county.ts'
import { matters } from '../../data/petitions/matters.ts'

const header = ['信访件编号', '信访事项编号', '信访日期', '登记日期', '信访形式', '信访目的', '标题', '概况', '信访人数', '问题属地', '经度', '纬度', '信访件状态', '办结日期']
const channels: Record<string, string> = {
  letter: '来信', visit: '来访', online: '网上信访', mobile: '手机信访', wechat: '微信信访', phone: '电话信访', mailbox: '领导信箱', hotline_12345: '12345热线',
}
const quoted = (cell: unknown): string => `"${String(cell ?? '').replaceAll('"', '""')}"`

/**
 * A CSV of `rows` petitions as a county's system writes it: Chinese headers, places as coordinates and as text, repeats
 * under the number of their matter.
 */
export async function writePetitionFile(path: string, rows: number, seed: number): Promise<void> {
  const file = createWriteStream(path)
  file.write(`\uFEFF${header.join(',')}\r\n`)
  let written = 0
  for (const item of matters(generateCounty(seed), { petitions: rows, seed: seed + 1, until: '2026-06-30' })) {
    if (item.kind !== 'matter') continue
    const { matter } = item
    for (const petition of item.petitions) {
      if (written === rows) break
      written++
      // somebody came again after the matter was closed: that contact is open
      const closed = matter.closed_on !== null && matter.closed_on >= petition.registered_on ? matter.closed_on : null
      const cells = [`B${petition.no}`, `BS${matter.no}`, petition.received_on, petition.registered_on, channels[petition.channel],
        matter.purpose === 'suggestion' ? '意见建议' : '申诉求决', matter.title, matter.text, petition.people_count, matter.place_text,
        matter.lon, matter.lat, closed === null ? '办理中' : '已办结', closed]
      if (!file.write(`${cells.map(quoted).join(',')}\r\n`)) await once(file, 'drain')
    }
  }
  file.end()
  await once(file, 'finish')
}
