import { type FilledCell, Flagged, type Outcome, plain } from './outcome.ts'

/** words of files for the kinds of key areas that ship as rows; a county's own kinds are given by their code */
const WORDS: [RegExp, string][] = [
  [/征地|征收|拆迁/, 'land_requisition'],
  [/易地|搬迁|安置|移民/, 'relocation_site'],
  [/工业|园区|产业园|开发区|厂区/, 'industrial_park'],
  [/景区|旅游|风景|文旅/, 'scenic_area'],
]

/** The kind of a key area: its code as it stands, or told from a Chinese name; `other` with a flag when unknown. */
export function keyAreaKind(cell: FilledCell): Outcome {
  const text = plain(String(cell))
  if (/^[a-z][a-z0-9_]{1,39}$/.test(text)) return text
  const code = WORDS.find(([pattern]) => pattern.test(text))?.[1]
  return code ?? new Flagged('other', 'kind-unknown')
}
