/** What a file is by its bytes. The ending only says what the sender takes it for: both must agree. */
import { open } from 'node:fs/promises'
import { documentFormats, type DocumentFormat } from '../contract/area-documents.ts'
import { Problem } from '../errors.ts'
import { openArchive, type Archive } from '../importers/read/archive.ts'
import { FileRefused } from '../importers/refusal.ts'

const signatures: readonly (readonly [DocumentFormat | 'zip', Buffer])[] = [
  ['pdf', Buffer.from('%PDF-')], ['jpg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])], ['zip', Buffer.from([0x50, 0x4b, 3, 4])],
]
/** An office file holds thousands of parts at most, and nothing that runs. */
const limits = { entries: 5_000, inflated: 500 * 1_048_576, nestedAllowed: true }
const mainPart: Record<string, 'docx' | 'xlsx'> = { 'word/document.xml': 'docx', 'xl/workbook.xml': 'xlsx' }

const refuse = (code: string, zh: string, en: string): Problem => new Problem(422, code, zh, en, { parameter: 'file' })
const notTaken = (): Problem => refuse('format_not_taken',
  '只接受 pdf、docx、xlsx、jpg、png 文件；旧版 doc、xls 请另存为 docx、xlsx 或 pdf',
  'only pdf, docx, xlsx, jpg and png files are taken; save an old doc or xls as docx, xlsx or pdf')

async function head(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(16)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function officeFormat(path: string): Promise<'docx' | 'xlsx'> {
  let archive: Archive
  try {
    archive = await openArchive(path, limits)
  } catch (error) {
    if (error instanceof FileRefused) throw refuse(error.code.replaceAll('-', '_'), error.zh, error.en)
    throw error
  }
  archive.close()
  if (archive.names.some((name) => /(^|\/)vbaProject/i.test(name))) {
    throw refuse('macros', '文件含有宏，请另存为不含宏的 docx 或 xlsx', 'the file holds macros; save it as docx or xlsx without them')
  }
  const found = Object.entries(mainPart).find(([part]) => archive.names.includes(part))?.[1]
  if (!found || !archive.names.includes('[Content_Types].xml')) throw notTaken()
  return found
}

/**
 * The format of a file, where name and content agree.
 *
 * @throws Problem 422 for a format that is not taken, an ending that says something else, macros, a broken archive, no bytes
 */
export async function formatOf(path: string, fileName: string): Promise<DocumentFormat> {
  const bytes = await head(path)
  if (bytes.length === 0) throw refuse('empty_file', '文件是空的', 'the file is empty')
  const signed = signatures.find(([, signature]) => bytes.subarray(0, signature.length).equals(signature))?.[0]
  if (!signed) throw notTaken()
  const format = signed === 'zip' ? await officeFormat(path) : signed
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const said = documentFormats.find((one) => one === (ending === 'jpeg' ? 'jpg' : ending))
  if (said !== format) {
    throw refuse('ending_differs', `文件名说是 ${ending || '（无扩展名）'}，内容却是 ${format}，请核对`,
      `its name says ${ending || 'nothing'}, its content is ${format}`)
  }
  return format
}
