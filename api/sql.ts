import { readdir, readFile } from 'node:fs/promises'

const root = new URL('../sql/', import.meta.url)

/** Text of one file below sql/. */
export const sqlFile = async (path: string): Promise<string> => await readFile(new URL(path, root), 'utf8')

/** Statements of one folder of sql/ by file name without `.sql`, in name order. */
export async function sqlFolder(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(new URL(`${folder}/`, root))).filter((name) => name.endsWith('.sql')).sort()
  return new Map(await Promise.all(names.map(
    async (name): Promise<[string, string]> => [name.slice(0, -4), await sqlFile(`${folder}/${name}`)],
  )))
}
