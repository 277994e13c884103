/** Whoever has no mouse: arrows walk, Home and End go to the ends, Enter and Escape do what they say, and no key is taken that is not used. */
import { describe, expect, test, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import BarChart from '../../web/components/BarChart.vue'
import BottomSheet from '../../web/components/BottomSheet.vue'
import SideDialog from '../../web/components/SideDialog.vue'
import WorkQueue from '../../web/components/WorkQueue.vue'
import TimeSlider from '../../web/panels/TimeSlider.vue'
import TourGuide from '../../web/panels/map/TourGuide.vue'
import { useShortcuts } from '../../web/composables/use-shortcuts.ts'
import zh from '../../web/i18n/zh.ts'
import { draw } from './drawn.ts'

const focused = (): string | undefined => (document.activeElement as HTMLElement | null)?.dataset['key'] ?? (document.activeElement as HTMLElement | null)?.dataset['bar']

describe('bars over time', () => {
  const bar = (key: string, value: number, part = 0) => ({ key, label: key.slice(5), title: key, value, part, marked: key === '2026-02' })
  const bars = [bar('2026-01', 4, 1), bar('2026-02', 10, 4), bar('2026-03', 0)]
  const chart = (more: object = {}) => draw(BarChart, { name: '逐月', bars, unit: '件次', partName: '重复', opens: true, ...more }, { hears: ['open'] })

  test('are one stop of the Tab key, walked through by arrows, to the ends by Home and End and no further', async () => {
    const page = await chart()
    const stops = (): (string | undefined)[] => page.all('.bar[tabindex="0"]').map(({ dataset }) => dataset['key'])
    expect(stops()).toEqual(['2026-01'])
    for (const [key, at] of [['ArrowRight', '2026-02'], ['End', '2026-03'], ['ArrowRight', '2026-03'], ['ArrowLeft', '2026-02'], ['Home', '2026-01'], ['ArrowLeft', '2026-01']] as const) {
      expect(await page.key('.bars', key)).toBe(true)
      expect([key, focused(), stops()]).toEqual([key, at, [at]])
    }
    expect(await page.key('.bars', 'Tab')).toBe(false)
  })

  test('say their month, number and part in words, and open their list', async () => {
    const page = await chart()
    expect(page.one('[data-key="2026-02"]').getAttribute('aria-label')).toBe(zh.dossier.chart.bar.replace('{title}', '2026-02').replace('{n}', '10').replace('{unit}', '件次').replace('{part}', '重复').replace('{m}', '4'))
    await page.press('[data-key="2026-03"]')
    expect(page.told).toEqual([['open', '2026-03']])
  })

  test('are pictures that open nothing for those who may not read lists', async () => {
    const page = await chart({ opens: false })
    await page.press('[data-key="2026-02"]')
    expect([page.told, page.all('button').length, page.one('.bar').getAttribute('role'), page.one('.bar').hasAttribute('tabindex')]).toEqual([[], 0, 'img', false])
  })

  test('stand on an axis of whole petitions that holds the highest and the reference line', async () => {
    expect((await chart()).texts('.tick')).toEqual(['10', '5', '0'])
    expect((await chart({ bars: [bar('2026-01', 1)] })).texts('.tick')).toEqual(['2', '1', '0'])
    expect((await chart({ bars: [] })).texts('.tick')).toEqual(['2', '1', '0'])
    const page = await chart({ reference: { value: 16.5, label: '均值' } })
    expect(page.texts('.tick')).toEqual(['20', '10', '0'])
    expect([page.one('.reference').style.bottom, page.text('.legend b')]).toEqual(['82.5%', '16.5'])
    expect(page.all('.bar .whole').map(({ style }) => style.height)).toEqual(['20%', '50%', '0%'])
    expect(page.all('.bar .part').map(({ style }) => style.height)).toEqual(['25%', '40%', '0%'])
  })

  test('have a table with the same numbers', async () => {
    expect((await chart()).texts('tbody tr')).toEqual(['2026-0141', '2026-02104', '2026-0300'])
  })
})

describe('the time slider', () => {
  const row = (month: string, petitions: number, open = 0) => ({ from: `${month}-01`, to: `${month}-${month.endsWith('02') ? '28' : '31'}`, petitions, repeat: 0, collective: 0, open })
  const timeline = { bucket: 'month', as_of: '2026-03-31', rows: [row('2026-01', 8, 2), row('2026-02', 0), row('2026-03', 4, 4)] }
  const slider = (more: object = {}) => draw(TimeSlider, { timeline, bucket: 'month', period: { from: null, to: null }, fixed: false, ...more }, { hears: ['days', 'list', 'clear', 'fold', 'bucket'] })

  test('begins at its latest bar; arrows, Home and End walk', async () => {
    const page = await slider()
    expect(page.all('.bar[tabindex="0"]').map(({ dataset }) => dataset['bar'])).toEqual(['2026-03-01'])
    for (const [from, key, at] of [['2026-03-01', 'ArrowLeft', '2026-02-01'], ['2026-02-01', 'Home', '2026-01-01'], ['2026-01-01', 'ArrowLeft', '2026-01-01'], ['2026-01-01', 'End', '2026-03-01']] as const) {
      await page.key(`[data-bar="${from}"]`, key)
      expect([key, focused()]).toEqual([key, at])
    }
  })

  test('opens a bar’s list by Enter, takes it as the period by Shift and Enter', async () => {
    const page = await slider()
    await page.key('[data-bar="2026-01-01"]', 'Enter')
    page.one('[data-bar="2026-01-01"]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true }))
    expect(page.told).toEqual([['list', timeline.rows[0]], ['days', { from: '2026-01-01', to: '2026-01-31' }, false]])
    expect(await page.key('[data-bar="2026-01-01"]', 'x')).toBe(false)
  })

  test('marks what lies in the period, wholly or in part, and stacks what is open in it', async () => {
    const page = await slider({ period: { from: '2026-01-15', to: '2026-02-28' } })
    expect(page.all('.bar').map(({ classList }) => [...classList].find((name) => name.startsWith('in-')))).toEqual(['in-part', 'in-whole', 'in-none'])
    expect(page.all('.fill').map(({ style }) => style.height)).toEqual(['100%', '0%', '50%'])
    expect(page.all('.fill .open').map(({ style }) => style.height)).toEqual(['25%', '0', '100%'].map((at) => expect.stringMatching(new RegExp(`^${at}`))))
  })

  test('draws nothing of weeks while months are still on screen, and says that nothing can be shown', async () => {
    expect((await slider({ bucket: 'week' })).all('.bar')).toEqual([])
    const page = await slider({ timeline: { ...timeline, rows: [] } })
    expect([page.text('.none'), (page.one('.play') as HTMLButtonElement).disabled]).toEqual([zh.mapPage.time.empty, true])
    expect((await slider({ timeline: null })).all('.none')).toEqual([])
  })

  test('lets a fixed period go, and only such a one', async () => {
    const page = await slider({ fixed: true })
    await page.press('.quiet')
    expect(page.told).toEqual([['clear']])
    expect((await slider()).all('.quiet')).toHaveLength(1)
  })

  test('plays month after month, ends by itself, and begins anew from the first', async () => {
    vi.useFakeTimers()
    try {
      const page = await slider()
      await page.press('.play')
      expect(page.one('.play').getAttribute('aria-label')).toBe(zh.mapPage.time.pause)
      await vi.advanceTimersByTimeAsync(1_200)
      await vi.advanceTimersByTimeAsync(1_200)
      expect(page.told.map(([name, days, passing]) => [name, (days as { from: string }).from, passing])).toEqual([
        ['days', '2026-01-01', true], ['days', '2026-02-01', true], ['days', '2026-03-01', true]])
      await vi.advanceTimersByTimeAsync(1_200)
      expect([page.told.length, page.one('.play').getAttribute('aria-label')]).toEqual([3, zh.mapPage.time.play])
      await page.set({ fixed: true, period: { from: '2026-03-01', to: '2026-03-31' } })
      await page.press('.play')
      expect(page.told.at(-1)?.[1]).toEqual({ from: '2026-01-01', to: '2026-01-31' })
      await page.press('.play')
      await vi.advanceTimersByTimeAsync(10_000)
      expect(page.told).toHaveLength(4)
    } finally {
      vi.useRealTimers()
    }
  })

  test('goes on from the month that the page shows, and stops when weeks are chosen', async () => {
    vi.useFakeTimers()
    try {
      const page = await slider({ fixed: true, period: { from: '2026-01-01', to: '2026-01-31' } })
      await page.press('.play')
      expect(page.told.at(-1)?.[1]).toEqual({ from: '2026-02-01', to: '2026-02-28' })
      await page.set({ bucket: 'week' })
      await vi.advanceTimersByTimeAsync(10_000)
      expect(page.told).toHaveLength(1)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the sheet over a phone’s map', () => {
  const sheet = (level: string) => draw(BottomSheet, { label: '区域', head: 80, modelValue: level }, { hears: ['update:modelValue'] })

  test.each([
    ['low', 'ArrowUp', 'half'], ['half', 'ArrowUp', 'high'], ['high', 'ArrowUp', 'high'], ['high', 'ArrowDown', 'half'], ['half', 'Home', 'low'], ['low', 'End', 'high'],
    ['low', 'Enter', 'half'], ['high', ' ', 'low'],
  ])('that is %s goes by %s to %s', async (level, key, to) => {
    const page = await sheet(level)
    expect(await page.key('.handle', key)).toBe(true)
    if (to === level) expect(page.told).toEqual([])
    else expect(page.told).toEqual([['update:modelValue', to]])
  })

  test('says how high it is, and leaves other keys to the page', async () => {
    const page = await sheet('half')
    expect([page.one('.handle').getAttribute('aria-valuemin'), page.one('.handle').getAttribute('aria-valuemax')]).toEqual(['0', '2'])
    expect([page.one('.handle').getAttribute('aria-valuenow'), page.one('.handle').getAttribute('aria-valuetext'), page.one('.sheet').dataset['level']]).toEqual(['1', zh.mapPage.sheet.half, 'half'])
    expect(await page.key('.handle', 'Tab')).toBe(false)
  })
})

describe('keys of the map page', () => {
  const pressed: string[] = []
  const host = defineComponent({ setup: () => {
    const act = (name: string) => () => { pressed.push(name) }
    useShortcuts({ '/': act('search'), 'f': act('filter'), 'l': act('legend'), 't': act('table'), '?': act('help'), 'Escape': act('escape') })
    const shown = ref(true)
    return () => h('div', [h('input', { id: 'text' }), h('select', { id: 'choice' }), h('textarea', { id: 'long' }), h('p', { id: 'plain' }), shown.value ? h('dialog', { id: 'dialog' }) : null])
  } })
  const press = (on: HTMLElement, key: string, more: object = {}): boolean => {
    pressed.length = 0
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
    on.dispatchEvent(event)
    return event.defaultPrevented
  }

  test('act anywhere on the page, each its own, and others are left alone', async () => {
    const page = await draw(host)
    for (const [key, name] of [['/', 'search'], ['f', 'filter'], ['l', 'legend'], ['t', 'table'], ['?', 'help'], ['Escape', 'escape']] as const) {
      expect([press(page.one('#plain'), key), pressed]).toEqual([true, [name]])
    }
    for (const key of ['x', 'F', 'toString', 'Enter']) expect([press(page.one('#plain'), key), pressed]).toEqual([false, []])
  })

  test('are silent while somebody types or chooses, with a modifier, and while a dialog is open', async () => {
    const page = await draw(host)
    for (const where of ['#text', '#choice', '#long']) expect([where, press(page.one(where), 'f'), pressed]).toEqual([where, false, []])
    for (const held of ['ctrlKey', 'metaKey', 'altKey']) expect([press(page.one('#plain'), 'f', { [held]: true }), pressed]).toEqual([false, []])
    const dialog = page.one('#dialog') as HTMLDialogElement
    dialog.setAttribute('open', '')
    expect([press(page.one('#plain'), 'Escape'), pressed]).toEqual([false, []])
  })

  test('end with the page', async () => {
    const page = await draw(host)
    const left = document.createElement('p')
    document.body.append(left)
    page.leave()
    expect([press(left, 'f'), pressed]).toEqual([false, []])
    left.remove()
  })
})

describe('the tour', () => {
  const things = (...classes: string[]): void => { document.body.insertAdjacentHTML('beforeend', classes.map((name) => `<p class="${name} thing"></p>`).join('')) }
  const tour = async (...classes: string[]) => {
    document.querySelectorAll('.thing').forEach((one) => { one.remove() })
    things(...classes)
    return await draw(TourGuide, {}, { hears: ['close'] })
  }

  test('explains what is on screen and nothing else, in its order', async () => {
    const page = await tour('stage', 'kpis', 'line')
    const heads = [page.text('h2')]
    await page.press('[data-onward]')
    heads.push(page.text('h2'))
    await page.press('[data-onward]')
    heads.push(page.text('h2'))
    expect(heads).toEqual([zh.tour.at.figures.title, zh.tour.at.map.title, zh.tour.at.truth.title])
    expect(page.text('footer .digits')).toBe(zh.tour.step.replace('{n}', '3').replace('{all}', '3'))
    expect(page.text('[data-onward]')).toBe(zh.tour.done)
    await page.press('[data-onward]')
    expect(page.told).toEqual([['close']])
  })

  test('goes by arrows, not back beyond its beginning nor, by arrow, over its end', async () => {
    const page = await tour('kpis', 'filter')
    expect(await page.key('dialog', 'ArrowLeft')).toBe(true)
    expect(page.text('h2')).toBe(zh.tour.at.figures.title)
    await page.key('dialog', 'ArrowRight')
    expect(page.text('h2')).toBe(zh.tour.at.filter.title)
    expect(await page.key('dialog', 'ArrowRight')).toBe(false)
    expect(page.told).toEqual([])
    await page.press('[data-skip]')
    expect(page.told).toEqual([['close']])
  })

  test('begins with its onward button, and offers no way back from there', async () => {
    const page = await tour('kpis', 'filter')
    expect(document.activeElement).toBe(page.one('[data-onward]'))
    const back = (): boolean => (page.all('footer .button')[0] as HTMLButtonElement).disabled
    expect(back()).toBe(true)
    await page.press('[data-onward]')
    expect(back()).toBe(false)
    document.querySelectorAll('.thing').forEach((one) => { one.remove() })
  })
})

describe('a dialog', () => {
  test('opens at once, is named by its title, and closes by its button and by a press beside it, not by one in it', async () => {
    const page = await draw(SideDialog, { title: '登记回访', lead: '少量了一亩' }, { hears: ['close'], slots: { default: () => h('p', { id: 'in' }, '内容') } })
    const dialog = page.one('dialog') as HTMLDialogElement
    expect([dialog.open, page.text(`#${dialog.getAttribute('aria-labelledby') ?? ''}`)]).toEqual([true, '登记回访'])
    await page.press('#in')
    expect(dialog.open).toBe(true)
    await page.press('dialog')
    expect([dialog.open, page.told]).toEqual([false, [['close']]])
  })
})

describe('a queue of what is to be decided', () => {
  const rows = [{ id: 1, name: '甲' }, { id: 2, name: '乙' }]
  const queue = (more: object = {}) => draw(WorkQueue, {
    rows, keyOf: ({ id }: { id: number }) => id, name: 'pair', current: 2, left: 0, loaded: true, label: '待核对', empty: '没有', more: '更多', ...more,
  }, { hears: ['open', 'more'], slots: { default: (given: never) => (given as { row: { name: string } }).row.name } })

  test('shows which is at hand, opens another, and offers more only while there is more', async () => {
    const page = await queue()
    expect(page.texts('[aria-current=true]')).toEqual(['乙'])
    await page.press('[data-pair="1"]')
    expect([page.told, page.all('.more')]).toEqual([[['open', rows[0]]], []])
    const long = await queue({ left: 3 })
    await long.press('.more')
    expect(long.told).toEqual([['more']])
  })

  test('is empty only once that is known', async () => {
    expect((await queue({ rows: [] })).text('.none')).toBe('没有')
    expect((await queue({ rows: [], loaded: false })).all('.none')).toEqual([])
  })
})
