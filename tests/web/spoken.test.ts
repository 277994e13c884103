/** Sentences that pages make of rows and filters: in Chinese, and in English where the reader asked for it. */
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createI18n, useI18n } from 'vue-i18n'
import { describe, expect, it, test } from 'vitest'
import { filterProperties, repeatable, type Filter } from '../../api/contract/filter.ts'
import { useFilterWords } from '../../web/composables/use-filter-words.ts'
import { useRefusal } from '../../web/composables/use-refusal.ts'
import { useWords } from '../../web/composables/use-words.ts'
import en from '../../web/i18n/en.ts'
import { pluralRules } from '../../web/i18n/plural.ts'
import zh from '../../web/i18n/zh.ts'
import { ApiProblem } from '../../web/lib/fetch-json.ts'
import { counted } from '../../web/lib/format.ts'

/** What a composable gives inside of a page in this language. */
async function within<T>(locale: 'zh-CN' | 'en', use: () => T): Promise<T> {
  const found: T[] = []
  const app = createSSRApp({ setup: () => {
    found.push(use())
    return () => h('p')
  } })
  app.use(createI18n({ legacy: false, locale, fallbackLocale: 'zh-CN', pluralRules, messages: { 'zh-CN': zh, en }, missingWarn: true }))
  await renderToString(app)
  return found[0] as T
}

describe('a row in words', () => {
  const row = { state_name: '办理中', state_name_en: 'In hand', unit_name: '东村', note: null }

  it('has the English twin of a name where the reader wants English and there is one', async () => {
    const [chinese, english] = [await within('zh-CN', useWords), await within('en', useWords)]
    expect([chinese.named(row, 'state_name'), english.named(row, 'state_name')]).toEqual(['办理中', 'In hand'])
    expect([english.named(row, 'unit_name'), english.named(row, 'note'), chinese.named(row, 'note')]).toEqual(['东村', '', ''])
  })

  test.each([
    [null, '无'], ['2026-11-22', '今天'], ['2026-11-23', '今天'], ['2026-11-19', '3 天前'], ['2026-11-21T15:30:00Z', '1 天前'], ['2026-11-21T16:30:00Z', '今天'],
  ])('happened at %s: %s', async (at, words) => {
    expect((await within('zh-CN', useWords)).ago(at, '2026-11-22')).toBe(words)
  })

  test.each([['2026-11-22', '今天到期'], ['2026-12-01', '还有 9 天'], ['2026-11-20', '超期 2 天']])('is due on %s: %s', async (day, words) => {
    expect((await within('zh-CN', useWords)).until(day, '2026-11-22')).toBe(words)
  })
})

describe('a number in a sentence', () => {
  test.each([[1, '1 household'], [0, '0 households'], [2, '2 households'], [1284, '1,284 households'], [null, '<5 households'], [undefined, '— households']])('%s is in English %s', async (n, words) => {
    const { t } = await within('en', () => useI18n())
    expect(t('place.households', counted(n))).toBe(words)
  })

  it('is one day or two days in English, and has one form in Chinese', async () => {
    const [chinese, english] = [await within('zh-CN', useWords), await within('en', useWords)]
    expect([english.until('2026-11-21', '2026-11-22'), english.until('2026-11-24', '2026-11-22'), english.ago('2026-11-21', '2026-11-22')]).toEqual(['1 day late', '2 days left', '1 day ago'])
    expect(chinese.until('2026-11-21', '2026-11-22')).toBe('超期 1 天')
  })
})

describe('a filter in words', () => {
  const names: Record<string, string> = { 'state:closed': '已办结', 'state:handling': '办理中', 'channel:visit': '来访', 'category:030000': '城乡建设', 'category:030101': '违章建筑', 'sector:wages': '欠薪' }
  const words = (locale: 'zh-CN' | 'en', filter: Filter): Promise<string[]> => within(locale, () =>
    useFilterWords({ options: () => [], nameOf: (table: string, code: string) => names[`${table}:${code}`] ?? code }, (code) => `〔${code}〕`).filterWords(filter))

  test.each<[Filter, string[]]>([
    [{}, [zh.period.all]], [{ period: '30d' }, [zh.period['30d']]], [{ from: '2026-01-01', to: '2026-03-31' }, ['2026-01-01 – 2026-03-31']], [{ to: '2026-03-31' }, ['… – 2026-03-31']],
    [{ period: '7d', unit: '990128001', area: ['none', 'K1'] }, [zh.period['7d'], zh.noArea, '〔K1〕', '〔990128001〕'].sort()],
    [{ period: '7d', state: ['closed', 'closed_state', 'handling'] }, [zh.period['7d'], zh.filter.closedAll, '已办结', '办理中'].sort()],
    [{ period: '7d', category: ['03', '030101'] }, [zh.period['7d'], '城乡建设', '违章建筑'].sort()], [{ period: '7d', q: '征地' }, [zh.period['7d'], '“征地”'].sort()],
    [{ period: '7d', kind: 'first', also: ['collective', 'open', 'placed'] }, [zh.period['7d'], zh.kind.first, zh.kind.collective, zh.filter.openAll, zh.filterPlace.placed].sort()],
    [{ period: '7d', hexagon: ['h1_1_1', 'h1_1_3'], overdue: '1' }, [zh.period['7d'], zh.hotspots.cells.replace('{n}', '2'), zh.filter.overdue].sort()],
  ])('%j', async (filter, expected) => {
    const told = await words('zh-CN', filter)
    expect(told[0]).toBe(expected.length === 1 ? expected[0] : zh.period['7d'])
    expect([...told].sort()).toEqual([...expected].sort())
  })

  it('leaves no parameter unsaid, in either language', async () => {
    const values: Record<string, unknown> = { kind: 'repeat', place: 'outside', overdue: '1', as_of: '2026-11-22', bbox: '104,26,105,27', within: '104,26;105,26;105,27', also: ['open'], hexagon: ['h1_1_1'], state: ['open'] }
    for (const key of Object.keys(filterProperties).filter((name) => !['from', 'to', 'period'].includes(name))) {
      const filter = { [key]: values[key] ?? ((repeatable as readonly string[]).includes(key) ? ['x1'] : 'x1') } as Filter
      for (const locale of ['zh-CN', 'en'] as const) {
        const [, chip, ...more] = await words(locale, filter)
        expect([key, more]).toEqual([key, []])
        // a key that is printed as it is would be a word that nobody wrote
        expect([key, chip]).toEqual([key, expect.not.stringMatching(/^$|^[a-zA-Z]+\.[a-zA-Z_]+/)])
      }
    }
  })
})

describe('a refused write in words', () => {
  const said = async (locale: 'zh-CN' | 'en', status: number, body: Record<string, unknown>, legal: string[] = []): Promise<string> =>
    (await within(locale, useRefusal)).sentence(new ApiProblem(status, body), legal)

  it('that somebody else was faster for says what may be done now', async () => {
    const now = await said('zh-CN', 409, { code: 'illegal_move', detail: '不能' }, ['受理', '转送'])
    expect(now).toContain('受理')
    expect(now).toContain('转送')
    expect(await said('zh-CN', 409, { code: 'illegal_move' })).toBe(zh.response.refused.faster)
  })

  it('that never arrived says so, whether the network or the server failed', async () => {
    for (const status of [0, 500, 503]) expect(await said('zh-CN', status, { detail: '服务器内部错误' })).toBe(zh.response.refused.unsent)
    expect(await said('en', 0, {})).toBe(en.response.refused.unsent)
  })

  it('else says what the server says, in the reader’s language', async () => {
    const body = { code: 'bad_content', detail: '日期不对', detail_en: 'the date is wrong' }
    expect([await said('zh-CN', 422, body), await said('en', 422, body)]).toEqual(['日期不对', 'the date is wrong'])
  })
})
