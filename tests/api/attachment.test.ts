import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachment } from '../../api/attachment.ts'
import { safeFileName } from '../../api/documents/file-name.ts'

const anyName = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('/', '\\', '.', ' ', '"', "'", '\r', '\n', '\u202e', '方', 'a', ';', '*', ':') }))

describe('the name of a file that somebody sent', () => {
  test('is safe to save on any machine: no folder, no control sign, no mark of direction, its real ending, a length that fits', () => {
    fc.assert(fc.property(anyName, (given) => {
      const name = safeFileName(given, 'pdf')
      expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}\p{Cf}]+\.pdf$/u)
      expect(name).not.toMatch(/^[.\s]/)
      expect([...name].length).toBeLessThanOrEqual(194)
    }))
  })

  test.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'], ['C:\\资料\\方案.PDF', '方案.pdf'], ['公告\u202Efdp.exe', '公告fdp.pdf'], ['.htaccess', 'file.pdf'], ['', 'file.pdf'],
    ['二〇二六年 会议纪要（第3期）.pdf', '二〇二六年 会议纪要（第3期）.pdf'],
  ])('%j becomes %j', (given, wanted) => { expect(safeFileName(given, 'pdf')).toBe(wanted) })

  test('stands in a header without breaking out of it, and reads back as it was', () => {
    fc.assert(fc.property(anyName, (given) => {
      const name = safeFileName(given, 'pdf')
      const header = attachment('document-1.pdf', name)
      const [, encoded = ''] = /^attachment; filename="document-1\.pdf"; filename\*=UTF-8''([!#$&+.^_`|~0-9A-Za-z%-]+)$/.exec(header) ?? []
      expect(decodeURIComponent(encoded)).toBe(name)
    }))
  })
})
