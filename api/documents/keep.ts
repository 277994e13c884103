import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Static } from 'typebox'
import { runOnce, type ActionAnswer } from '../actions.ts'
import type { ActionResult } from '../contract/action.ts'
import type { AreaDocumentQuery } from '../contract/area-documents.ts'
import type { Caller, Db } from '../db/db.ts'
import type { Upload } from '../importers/upload.ts'
import { sqlFile } from '../sql.ts'
import { safeFileName } from './file-name.ts'
import { formatOf } from './format-of.ts'

/** bytes of one piece of content, as the table's check has it */
export const pieceBytes = 262_144
/** 20 MB in pieces, on the slower engine of a busy machine */
const budgetMs = 60_000

const pieces = (path: string): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: pieceBytes })

async function hashOf(path: string): Promise<{ sha256: string, byteCount: number }> {
  const hash = createHash('sha256')
  let byteCount = 0
  await pipeline(pieces(path), async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) {
      hash.update(piece)
      byteCount += piece.length
    }
  })
  return { sha256: hash.digest('hex'), byteCount }
}

interface Added { county_code: string, id: string, result: ActionResult }

/**
 * Keeps an uploaded file as a document of a key area: entry, content, audit row and event, or nothing of it.
 *
 * @throws Problem 422 for a file that is not taken, 404 for an area that the caller may not know
 * @throws DbError RG409 for content that the area holds already, and for a key used before
 */
export async function keepDocument(
  db: Db, caller: Caller, about: Static<typeof AreaDocumentQuery>, upload: Upload, key: string,
): Promise<ActionAnswer> {
  const format = await formatOf(upload.path, upload.fileName)
  const { sha256, byteCount } = await hashOf(upload.path)
  const entry = { ...about, title: about.title.trim(), file_name: safeFileName(upload.fileName, format), format, byte_count: byteCount, sha256 }
  const add = await sqlFile('documents/add.sql')
  return await runOnce(db, caller, { name: 'add-area-document', changes: 'data' }, JSON.stringify(entry), key, async (tx) => {
    const { rows: [added] } = await tx.query<Added>(add, [JSON.stringify(entry)])
    if (!added) return undefined
    let no = 0
    for await (const piece of pieces(upload.path)) {
      await tx.query('insert into area_document_part (county_code, document_id, part_no, bytes) values ($1, $2, $3, $4)',
        [added.county_code, added.id, no, piece])
      no += 1
    }
    return added.result
  }, { budgetMs })
}
