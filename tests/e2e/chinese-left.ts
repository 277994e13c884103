/** Words of the Chinese interface that a page in English still shows. Names and texts of the county's data stay as they are. */
import type { Visit } from './browser.ts'

const han = /\p{Script=Han}/u
const hole = /\{\w+\}/g

/** Every sentence of the interface as a pattern. What is put into a long one may be anything; into `{n} 户` nothing Chinese, or half the data would match. */
export const interfaceWords = (messages: object): RegExp[] => leaves(messages).flatMap((sentence) => {
  const parts = sentence.split(hole)
  const own = parts.join('').match(/\p{Script=Han}/gu)?.length ?? 0
  return own === 0 ? [] : [new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join(own < 4 ? '\\P{Script=Han}*' : '.*')}$`, 'u')]
})
const leaves = (value: unknown): string[] => typeof value === 'string' ? [value]
  : value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : []

/** Texts, labels, titles and hints of the page that are sentences of the Chinese interface. */
export async function chineseLeft({ page }: Visit, words: readonly RegExp[]): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // `lang` marks what is meant to be Chinese, `mark` the pieces in which two texts differ
      if (!node.parentElement?.closest('script, style, mark, [lang|=zh]')) found.push(node.nodeValue ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      if (element.closest('[lang|=zh]')) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '')
    }
    return found
  })
  return [...new Set(shown.map((text) => text.trim()).filter((text) => han.test(text) && words.some((word) => word.test(text))))]
}
