import type { Tx } from '../db/db.ts'
import { loadGazetteer } from './gazetteer/load.ts'
import { runScript } from './script.ts'
import { sqlFile } from '../sql.ts'

export interface Moved {
  /** matters that stand elsewhere than before */
  moved: number
  /** of these, matters that stood in a unit and stand in none now */
  lost: number
}

/**
 * After units or areas changed (temporary tables import_changed and import_ended): matters follow, their history keeps
 * where they stood, all counts are made anew.
 * @param renamed units came or got other names: words are read again
 */
export async function movePlaces(tx: Tx, county: string, run: number, reason: string, renamed = false): Promise<Moved> {
  await runScript(tx, 'moved/points', [county])
  if (renamed) {
    await runScript(tx, 'moved/wordless', [county])
    await readWordsAgain(tx, county)
  }
  const moved = await writeMoves(tx, county, run, reason)
  if (moved.moved > 0) await runScript(tx, 'recount', [county])
  return moved
}

/**
 * Takes matters of earlier runs off the points that this file shows to be placeholders; counting anew is the caller's.
 * @returns matters that lost the place which their point gave them
 */
export async function leavePlaceholders(tx: Tx, county: string, run: number): Promise<number> {
  await runScript(tx, 'petitions/unplaced', [county, run])
  await readWordsAgain(tx, county)
  return (await writeMoves(tx, county, run, 'placeholder')).moved
}

/** Places the matters of import_wordless by what the gazetteer of now makes of their words. */
async function readWordsAgain(tx: Tx, county: string): Promise<void> {
  const { rows } = await tx.query<{ text: string }>('select distinct place_text as text from import_wordless')
  if (rows.length === 0) return
  const gazetteer = await loadGazetteer(tx, county)
  const placed = rows.flatMap(({ text }) => {
    const { unitId, grade } = gazetteer.place(text)
    return unitId === undefined ? [] : [{ text, unit: unitId, grade }]
  })
  await runScript(tx, 'moved/words', [county, JSON.stringify(placed)])
}

async function writeMoves(tx: Tx, county: string, run: number, reason: string): Promise<Moved> {
  await runScript(tx, 'moved/write', [county, run, reason])
  const { rows: [row] } = await tx.query<Moved>(await sqlFile('imports/moved/count.sql'), [county, run, reason])
  return row ?? { moved: 0, lost: 0 }
}
