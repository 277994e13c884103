import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreBackup } from '../../api/backup/restore.ts'
import { writeBackup } from '../../api/backup/write.ts'
import type { AreaDocument } from '../../api/contract/feeds/area-documents.ts'
import { largestDocument } from '../../api/contract/area-documents.ts'
import { pieceBytes } from '../../api/documents/keep.ts'
import { form } from '../imports/form.ts'
import { workbook } from '../importers/workbook.ts'
import { zip } from '../importers/zip-writer.ts'
import { openTestApp, type TestApp } from '../setup/app.ts'
import { engines } from '../setup/engines.ts'

const pdf = (bytes: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes)])
const office = (parts: Record<string, string>): Buffer => zip(Object.entries(parts).map(([name, data]) => ({ name, data })))
const table = workbook([{ name: '表', rows: [['甲', '乙']] }])
const docx = office({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<document/>' })

describe.each(engines)('documents of a key area, on $name', ({ open }) => {
  let site: TestApp
  beforeAll(async () => {
    site = await openTestApp({ open })
    await site.db.query(`update admin_unit set geom = st_multi(st_makeenvelope(104, 27, 105, 28, 4326)) where code in ('990000', '990000001', '990000001001', '990000001001001')`)
    await site.db.query(`insert into key_area (county_code, code, name, kind, geom, valid_from)
      values ('990000', 'KA1', '北坪征地区', 'land_requisition', st_multi(st_makeenvelope(104.1, 27.1, 104.2, 27.2, 4326)), '2025-01-01')`)
  }, 240_000)
  afterAll(() => site.close())

  let keys = 0
  const about = { area: 'KA1', kind: 'plan', title: '征地补偿安置方案', issued_on: '2026-03-01' }
  async function bring(content: Buffer, fileName: string, { user = 'office', key = `document-key-${keys += 1}`, ...given }: Record<string, string> = {}) {
    const sent = form(fileName, content)
    return await site.app.inject({
      method: 'POST', url: `/api/area-documents?${new URLSearchParams({ ...about, ...given })}`, payload: sent.payload,
      headers: { ...sent.headers, 'idempotency-key': key, cookie: await cookieOf(user) },
    })
  }
  const cookies = new Map<string, string>()
  async function cookieOf(user: string): Promise<string> {
    const cookie = cookies.get(user) ?? await site.cookieOf(user)
    cookies.set(user, cookie)
    return cookie
  }
  const get = async (url: string, user = 'office') => await site.app.inject({ method: 'GET', url, headers: { cookie: await cookieOf(user) } })
  interface List { total: number, rows: Pick<AreaDocument, 'document_id' | 'title' | 'in_force' | 'reason' | 'added_role'>[] }
  const list = async (query = '', user = 'office'): Promise<List> => (await get(`/api/feeds/area-documents?area=KA1${query}`, user)).json<List>()
  async function remove(id: number, user = 'office') {
    return await site.app.inject({
      method: 'POST', url: '/api/actions/remove-area-document', payload: { document_id: id, reason: '已被新方案替代' },
      headers: { 'idempotency-key': `removal-key-${keys += 1}`, cookie: await cookieOf(user) },
    })
  }

  test('come back byte for byte, to be saved and never shown, whatever their size', async () => {
    for (const [size, fileName] of [[1, '方案.pdf'], [pieceBytes - 9, 'b.pdf'], [pieceBytes * 2 + 17, 'c.PDF']] as const) {
      const content = pdf(size)
      const brought = await bring(content, fileName)
      expect(brought.statusCode, brought.body).toBe(200)
      const answer = await get(`/api/area-documents/${brought.json<{ document_id: number }>().document_id}`, 'village')
      expect(answer.statusCode).toBe(200)
      expect(answer.rawPayload.equals(content)).toBe(true)
      expect(answer.headers).toMatchObject({
        'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-length': String(content.length),
        'content-security-policy': "default-src 'none'; sandbox",
        'repr-digest': `sha-256=:${createHash('sha256').update(content).digest('base64')}:`,
      })
      expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="document-\d+\.pdf"; filename\*=UTF-8''/)
    }
    expect((await get(`/api/area-documents/999999`)).statusCode).toBe(404)
  })

  test('are listed with their validity, and one that has run out is not in force', async () => {
    await bring(pdf(40), '公告.pdf', { title: '停工公告', kind: 'notice', issued_on: '2026-05-01', valid_to: '2026-06-30' })
    const { rows } = await list('&as_of=2026-07-15')
    expect(rows[0]).toMatchObject({ title: '停工公告', in_force: false, added_role: 'office', kind_name: '公告' })
    expect((await list('&as_of=2026-06-30')).rows[0]).toMatchObject({ in_force: true })
    expect((await list('&from=2026-05-01&to=2026-05-31')).total).toBe(1)
  })

  test.each([
    ['docx', docx], ['xlsx', table], ['jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])],
    ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9])],
  ])('may be %s', async (ending, content) => {
    const answer = await bring(content, `会议纪要.${ending}`, { kind: 'minutes' })
    expect(answer.statusCode, answer.body).toBe(200)
  })

  test.each([
    ['a page', Buffer.from('<html><script>1</script>'), '公告.pdf', 'format_not_taken'],
    ['a program under another name', Buffer.from('MZ\x90'), '方案.docx', 'format_not_taken'],
    ['a table that calls itself a text', table, '方案.docx', 'ending_differs'],
    ['a text with macros', office({ '[Content_Types].xml': '', 'word/document.xml': '', 'word/vbaProject.bin': 'x' }), '方案.docx', 'macros'],
    ['any archive', office({ 'readme.txt': 'x' }), '方案.docx', 'format_not_taken'],
    ['half an archive', docx.subarray(0, docx.length - 30), '方案.docx', 'archive_broken'],
    ['nothing', Buffer.alloc(0), '方案.pdf', 'empty_file'],
    ['a picture without an ending', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), '照片', 'ending_differs'],
  ])('refuse %s and say why', async (_what, content, fileName, code) => {
    const before = (await list()).total
    const answer = await bring(content, fileName)
    expect(answer.statusCode, answer.body).toBe(422)
    expect(answer.json()).toMatchObject({ code, parameter: 'file' })
    expect((await list()).total).toBe(before)
  })

  test('refuse a file past the limit, and take the largest that is allowed', async () => {
    const over = await bring(Buffer.concat([pdf(0), Buffer.alloc(largestDocument)]), '大.pdf')
    expect(over.statusCode).toBe(413)
    expect(over.body).toContain('20 MB')
    const just = Buffer.concat([pdf(0), Buffer.alloc(largestDocument - pdf(0).length, 7)])
    const answer = await bring(just, '大.pdf')
    expect(answer.statusCode, answer.body).toBe(200)
    const back = await get(`/api/area-documents/${answer.json<{ document_id: number }>().document_id}`)
    expect(createHash('sha256').update(back.rawPayload).digest('hex')).toBe(createHash('sha256').update(just).digest('hex'))
  }, 120_000)

  test.each([
    ['an unknown kind', { kind: 'secret' }, 422], ['an unknown area', { area: 'KA9' }, 404], ['a validity that ends before it begins', { valid_to: '2026-01-01' }, 422],
    ['no title', { title: ' ' }, 400], ['a day that is none', { issued_on: '2026-02-30' }, 400],
  ])('refuse %s', async (_what, given, status) => {
    const answer = await bring(pdf(50), '方案.pdf', given)
    expect(answer.statusCode, answer.body).toBe(status)
  })

  test('happen once: sent again under their key nothing is added; the same content under another is a slip', async () => {
    const content = pdf(60)
    const key = 'one-and-the-same-key'
    const first = await bring(content, '一.pdf', { key })
    const again = await bring(content, '一.pdf', { key })
    expect(again.json()).toEqual(first.json())
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect((await bring(pdf(61), '一.pdf', { key })).statusCode).toBe(409)
    const twin = await bring(content, '二.pdf')
    expect(twin.statusCode).toBe(409)
    expect(twin.body).toContain('内容相同')
  })

  test('leave an audit row and an event with numbers only, each time', async () => {
    const id = (await bring(pdf(70), '记.pdf', { user: 'township' })).json<{ document_id: number }>().document_id
    await get(`/api/area-documents/${id}`, 'village')
    await remove(id)
    const { rows } = await site.db.query<{ action: string, role: string }>(`select action, role from audit where action <> 'sign-in' order by seq desc limit 3`)
    expect(rows.reverse()).toEqual([
      { action: 'add-area-document', role: 'township' }, { action: 'GET /api/area-documents/:id', role: 'village' }, { action: 'remove-area-document', role: 'office' },
    ])
    const { rows: events } = await site.db.query<{ kind: string, counts: unknown }>('select kind, counts from outbox order by id desc limit 2')
    expect(events).toEqual([{ kind: 'document-removed', counts: { documents: -1 } }, { kind: 'document-added', counts: { documents: 1 } }])
  })

  test('that were removed leave the list and stay in the history, with the reason and their content', async () => {
    const content = pdf(80)
    const id = (await bring(content, '旧.pdf')).json<{ document_id: number }>().document_id
    expect((await remove(id)).statusCode).toBe(200)
    expect((await list()).rows.map((row) => row.document_id)).not.toContain(id)
    expect((await list('&removed=1')).rows.find((row) => row.document_id === id)).toMatchObject({ reason: '已被新方案替代', in_force: false })
    expect((await get(`/api/area-documents/${id}`)).rawPayload.equals(content)).toBe(true)
    expect((await remove(id)).statusCode).toBe(409)
    // what was taken away may come back
    expect((await bring(content, '旧.pdf')).statusCode).toBe(200)
  })

  test('are brought by the office, townships and planners; read by all four levels; never by the wall', async () => {
    const byRole = async (user: string) => (await bring(pdf(90 + user.length), '权.pdf', { user })).statusCode
    for (const user of ['office', 'township', 'planner']) expect(await byRole(user), user).toBe(200)
    for (const user of ['leader', 'village', 'group', 'wall', 'sysadmin', 'auditor']) expect(await byRole(user), user).toBe(403)
    const [{ document_id: id } = { document_id: 0 }] = (await list()).rows
    for (const user of ['leader', 'village', 'group']) expect((await list('', user)).total, user).toBeGreaterThan(5)
    for (const user of ['wall', 'auditor', 'secadmin']) {
      expect((await get(`/api/area-documents/${id}`, user)).statusCode).toBe(403)
      expect((await get('/api/feeds/area-documents', user)).statusCode).toBe(403)
    }
  })

  test('stop at two hundred for an area', async () => {
    await site.db.query(`insert into area_document (county_code, area_id, kind, title, file_name, format, byte_count, sha256, issued_on)
      select '990000', a.id, 'plan', 'n', 'n.pdf', 'pdf', 1, sha256(convert_to(i::text, 'UTF8')), '2026-01-01'
      from key_area a, generate_series(1, 200 - (select count(*)::int from area_document where removed_at is null)) i`)
    const answer = await bring(pdf(99), '多.pdf')
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('200')
  })

  test.each(engines)('are in a backup, and come back from it on $name', async ({ open: openOther }) => {
    const folder = await mkdtemp(join(tmpdir(), 'rg-documents-'))
    const other = await openOther()
    try {
      await writeBackup(site.db, join(folder, 'county.rgb'))
      await restoreBackup(other, join(folder, 'county.rgb'), true)
      const hashes = `select d.id::int as id, md5(string_agg(encode(p.bytes, 'hex'), '' order by p.part_no)) as hash, sum(length(p.bytes))::int as bytes, d.byte_count
        from area_document d join area_document_part p on p.document_id = d.id group by d.id, d.byte_count order by d.id`
      const before = await site.db.query<{ bytes: number, byte_count: number }>(hashes, [], { budgetMs: 60_000 })
      const after = await other.query(hashes, [], { budgetMs: 60_000 })
      expect(after.rows).toEqual(before.rows)
      expect(before.rows.every(({ bytes, byte_count: said }) => bytes === said)).toBe(true)
    } finally {
      await other.close()
      await rm(folder, { recursive: true })
    }
  }, 240_000)
})
