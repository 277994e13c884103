export type Cell = string | number | boolean | null

/** PostgreSQL's COPY text format: tabs between cells, `\N` for null, backslash before what would end a cell. */
export function copyLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => cell === null ? '\\N'
    : typeof cell === 'string' ? cell.replace(/[\\\t\n\r]/g, (c) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c] ?? `\\${c}`)
      : typeof cell === 'boolean' ? (cell ? 't' : 'f') : String(cell)).join('\t')}\n`
}
