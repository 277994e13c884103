/** Words of the Chinese interface that a page in English still shows. Names and texts of the county's data stay as they are. */
import type { Visit } from './browser.ts'

const han = /\p{Script=Han}/u
const hole = /\{\w+\}/g

/** Every sentence of the interface as a pattern; what is put into it may be anything. */
export const interfaceWords = (messages: object): RegExp[] => leaves(messages).filter((sentence) => han.test(sentence.replaceAll(hole, ''))).map((sentence) =>
  new RegExp(`^${sentence.split(hole).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'u'))
const leaves = (value: unknown): string[] => typeof value === 'string' ? [value]
  : value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : []

/** Texts, labels, titles and hints of the page that are sentences of the Chinese interface. */
export async function chineseLeft({ page }: Visit, words: readonly RegExp[]): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // `lang` marks what is meant to be Chinese
      if (!node.parentElement?.closest('script, style, [lang|=zh]')) found.push(node.nodeValue ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      if (element.closest('[lang|=zh]')) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '')
    }
    return found
  })
  return [...new Set(shown.map((text) => text.trim()).filter((text) => han.test(text) && words.some((word) => word.test(text))))]
}
