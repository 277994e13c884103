/** What axe finds on a page. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Visit } from './browser.ts'

interface Found { violations: { id: string, nodes: { target: string[] }[] }[] }

/** Faults by WCAG 2.2 AA, as rule and place. */
export async function faults({ page }: Visit): Promise<string[]> {
  // evaluated by the browser's own door, so that the page's policy stays as it is
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  return await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (root: Document, options: object) => Promise<Found> } }
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  })
}
