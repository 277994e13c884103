import fc from 'fast-check'
import { expect, test } from 'vitest'
import { articleInEnglish } from '../../web/lib/article.ts'

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
/** The numeral as it is spoken: eleven is 十一, twenty is 二十. */
const spoken = (n: number): string => `${n >= 20 ? digits[Math.floor(n / 10)] : ''}${n >= 10 ? '十' : ''}${digits[n % 10]}`

test('an article of the Regulations has its number in English', () => {
  expect(['第二十二条', '第三十四条', '第十条', '第九条', '第四十一条'].map(articleInEnglish)).toEqual(['Art. 22', 'Art. 34', 'Art. 10', 'Art. 9', 'Art. 41'])
  fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), (n) => articleInEnglish(`第${spoken(n)}条`) === `Art. ${n}`))
})

test('what is no article stays in the words of whoever wrote it', () => {
  expect(['实践', '县政府令第3号', '第条', '第一百条', '第十十条', ''].map(articleInEnglish)).toEqual(['practice', '县政府令第3号', '第条', '第一百条', '第十十条', ''])
})
