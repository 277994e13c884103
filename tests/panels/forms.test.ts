/** Moves and forms of the joint response: what the server offers is one press away, what it needs is asked, what it refuses is said beside its field. */
import { describe, expect, test } from 'vitest'
import ActionForm from '../../web/panels/work/ActionForm.vue'
import FormButton from '../../web/panels/work/FormButton.vue'
import MoveButtons from '../../web/panels/work/MoveButtons.vue'
import ChoiceField from '../../web/components/ChoiceField.vue'
import zh from '../../web/i18n/zh.ts'
import { county } from './county.ts'
import { draw } from './drawn.ts'
import { move, problem, task } from './rows.ts'

const it = county()
const send = (page: { one: (selector: string) => HTMLElement }): void => { page.one('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })) }
const label = (page: { texts: (selector: string) => string[] }): string[] => page.texts('label')

describe('the moves of a row', () => {
  const buttons = (row: object, more: object = {}) => draw(MoveButtons, { row, title: '逐户走访', response: 'R-1', ...more }, { hears: ['moved'] })

  test('stand with the straight way on first, and what ends or undoes something after it and less loud', async () => {
    const page = await buttons({ of: 'task', ...task({ moves: [move('refuse'), move('report'), move('cancel'), move('acknowledge')] }) })
    expect(page.all('[data-move]').map(({ dataset }) => dataset['move'])).toEqual(['report', 'acknowledge', 'refuse', 'cancel'])
    expect(page.all('.primary').map(({ dataset }) => dataset['move'])).toEqual(['report', 'acknowledge'])
  })

  test('of a matter are named after the state they lead to, none of them louder than the others', async () => {
    const page = await buttons({ of: 'matter', matter_no: 'M1', version: 1, moves: [move('close', { name: '已办结', to: 'closed' })] })
    expect([page.text('[data-move]'), page.all('.primary')]).toEqual(['转为“已办结”', []])
  })

  test('that need no words are made at once, and the page hears of it', async () => {
    it.serve('/api/actions/move-task', { version: 4 })
    const page = await buttons({ of: 'task', ...task({ moves: [move('acknowledge', { to: 'acknowledged' })] }) })
    await page.press('[data-move=acknowledge]')
    await it.shows(() => page.told).toEqual([['moved']])
    expect(it.writes()).toEqual([['/api/actions/move-task', { task_id: 7, version: 3, to: 'acknowledged' }]])
  })

  test('that need words open a form that says which move it is', async () => {
    const page = await buttons({ of: 'task', ...task({ moves: [move('report', { to: 'reported', needs: ['report'], name: '报结' })] }) })
    await page.press('[data-move=report]')
    await it.shows(() => page.all('textarea').length).toBe(1)
    expect([page.text('dialog h2'), it.writes()]).toEqual(['报结', []])
    it.serve('/api/actions/move-task', { version: 4 })
    await page.fill('textarea', '已逐户走访')
    send(page)
    await it.shows(() => page.told).toEqual([['moved']])
    expect(it.writes()).toEqual([['/api/actions/move-task', { task_id: 7, version: 3, to: 'reported', report: '已逐户走访' }]])
    expect(page.all('dialog')).toEqual([])
  })

  test('that somebody was faster with are refused in words, with what may be done now', async () => {
    it.serve('/api/actions/move-task', { code: 'illegal_move', detail: '状态已变' }, 409)
    const page = await buttons({ of: 'task', ...task({ moves: [move('acknowledge', { name: '签收' })] }) })
    await page.press('[data-move=acknowledge]')
    await it.shows(() => page.texts('[role=alert]')).toEqual([zh.response.refused.fasterNow.replace('{moves}', '签收')])
    expect(page.told).toEqual([])
  })

  test('are not there where the server offers none', async () => {
    expect((await buttons({ of: 'task', ...task() })).all('.moves')).toEqual([])
  })

  test('before the confirmation of a kept promise ask for the revisit, and confirm with its result', async () => {
    it.serve('/api/feeds/reference', { rows: [{ table: 'revisit_result', code: 'satisfied', name_zh: '满意', name_en: null, sort: 1 }] })
    it.serve('/api/actions/record-revisit', {})
    it.serve('/api/actions/move-problem', {})
    const page = await buttons({ of: 'problem', ...problem({ kept_on: '2026-11-20', moves: [move('confirm', { to: 'confirmed', name: '确认', needs: ['revisit'] })] }) })
    await page.press('[data-move=confirm]')
    await it.shows(() => page.texts('dialog h2')).toEqual([zh.response.action['record-revisit']])
    await it.shows(() => page.texts('select option')).toContain('满意')
    expect(page.text('dialog header p')).toBe('“确认”之前须先完成这一步')
    await page.fill('select', 'satisfied')
    send(page)
    await it.shows(() => page.told).toEqual([['moved']])
    expect(it.writes()).toEqual([
      ['/api/actions/record-revisit', { problem_no: 'R-1-0007', result: 'satisfied' }], ['/api/actions/move-problem', { problem_no: 'R-1-0007', version: 4, to: 'confirmed' }]])
  })
})

describe('the form of an action', () => {
  const form = (action: string, fields: string[], more: object = {}) => draw(ActionForm, { action, given: { version: 2 }, fields, ...more }, { hears: ['done', 'cancel'] })

  test('asks in the words of the action, and marks what must be said', async () => {
    const page = await form('plan-visits', ['planned_count', 'starts_on', 'ends_on'])
    await it.shows(() => label(page)).toEqual([zh.response.field.planned_count, zh.response.field.starts_on, zh.response.field.ends_on].map((word) => `${word}*`))
    expect(page.all('input').map((one) => [one.getAttribute('type'), (one as HTMLInputElement).required])).toEqual([['number', true], ['date', true], ['date', true]])
    const free = await form('plan-visits', ['round_no'])
    await it.shows(() => label(free)).toEqual([zh.response.field.round_no])
    const own = await form('assign-task', ['title'])
    await it.shows(() => label(own)).toEqual([`${zh.response.field['assign-task'].title}*`])
  })

  test('sends what was filled in beside what was known, and tells the answer', async () => {
    it.serve('/api/actions/note-task', { version: 3 })
    const page = await form('note-task', ['note'], { given: { task_id: 7, version: 2 } })
    await it.shows(() => page.all('textarea').length).toBe(1)
    await page.fill('textarea', '  已约定周五 ')
    send(page)
    await it.shows(() => page.told).toEqual([['done', { version: 3 }]])
    expect(it.writes()).toEqual([['/api/actions/note-task', { task_id: 7, version: 2, note: '已约定周五' }]])
  })

  test('begins with what is known, and makes what is given from what was filled in', async () => {
    it.serve('/api/actions/fulfil-commitment', {})
    const page = await form('fulfil-commitment', ['kept_on'], { initial: { kept_on: '2026-11-27' }, given: (values: Record<string, unknown>) => ({ commitment_id: 7, version: 1, told: values['kept_on'] }) })
    await it.shows(() => page.all('input').map((one) => (one as HTMLInputElement).value)).toEqual(['2026-11-27'])
    send(page)
    await it.shows(() => page.told).toHaveLength(1)
    expect(it.writes()).toEqual([['/api/actions/fulfil-commitment', { commitment_id: 7, version: 1, told: '2026-11-27', kept_on: '2026-11-27' }]])
  })

  test('shows a refusal beside the field that it names, and nowhere else', async () => {
    it.serve('/api/actions/plan-visits', { detail: '结束早于开始', parameter: 'ends_on' }, 422)
    const page = await form('plan-visits', ['starts_on', 'ends_on'])
    await it.shows(() => page.all('input').length).toBe(2)
    send(page)
    await it.shows(() => page.texts('[role=alert]')).toEqual(['结束早于开始'])
    expect(page.all('input').map((one) => one.getAttribute('aria-invalid'))).toEqual(['false', 'true'])
    expect(page.one('[aria-invalid=true]').getAttribute('aria-describedby')).toBe(page.one('[role=alert]').id)
    expect([document.activeElement, page.told]).toEqual([page.one('[aria-invalid=true]'), []])
  })

  test('shows what is about no field above all of them, and keeps what was filled in', async () => {
    it.serve('/api/actions/note-task', { detail: '系统繁忙' }, 429)
    const page = await form('note-task', ['note'])
    await it.shows(() => page.all('textarea').length).toBe(1)
    await page.fill('textarea', '说明')
    send(page)
    await it.shows(() => page.texts('.refused')).toEqual(['系统繁忙'])
    expect([(page.one('textarea') as HTMLTextAreaElement).value, page.all('[aria-invalid=true]')]).toEqual(['说明', []])
  })

  test('offers departments by name, and is left without a word to the server', async () => {
    it.serve('/api/feeds/departments', { rows: [{ code: 'land', name: '自然资源局', level: 'county' }] })
    const page = await form('assign-problems', ['department', 'reason'])
    await it.shows(() => page.texts('option')).toEqual([zh.response.form.choose, '自然资源局'])
    await page.press('footer button')
    expect([page.told, it.writes()]).toEqual([[['cancel']], []])
  })

  test('gives work to one’s own level and below, narrowed to the level that the task is of', async () => {
    const unit = (code: string, level: string) => ({ code, name: code, level })
    it.serve('/api/feeds/response-units', { rows: [unit('县', 'county'), unit('镇', 'township'), unit('村', 'village'), unit('组', 'group')] })
    await it.signIn('office')
    const all = await form('assign-task', ['unit'], { response: 'R-1' })
    await it.shows(() => all.texts('option')).toEqual([zh.response.form.choose, '县', '镇', '村', '组'])
    const village = await form('assign-task', ['unit'], { response: 'R-1', unitLevels: ['village'] })
    await it.shows(() => village.texts('option')).toEqual([zh.response.form.choose, '村'])
    expect(village.all('optgroup').map((group) => group.getAttribute('label'))).toEqual([zh.response.level.village])
    expect(it.asked().every((url) => url === '/api/feeds/response-units?response=R-1')).toBe(true)
  })
})

describe('a button with a form', () => {
  const button = (at = '/') => draw(FormButton, { action: 'open-response', given: {}, fields: ['title'], lead: '' }, { at })

  test('is there for those whom the action takes, on a day that is not over', async () => {
    await it.signIn('office')
    expect((await button()).texts('[data-action=open-response]')).toEqual([zh.response.action['open-response']])
    expect((await button('/response?as_of=2020-01-01')).all('[data-action]')).toEqual([])
    await it.signIn('village')
    expect((await button()).all('[data-action]')).toEqual([])
  })

  test('opens its form, and closes it without a trace', async () => {
    await it.signIn('office')
    const page = await button()
    expect(page.all('dialog')).toEqual([])
    await page.press('[data-action]')
    await it.shows(() => page.all('dialog form').length).toBe(1)
    await page.press('dialog footer button')
    expect([page.all('dialog'), it.writes()]).toEqual([[], []])
  })
})

describe('a list to choose from', () => {
  const choices = [{ code: 'a', name: '甲', group: '乡镇级' }, { code: 'b', name: '乙' }, { code: 'c', name: '丙', group: '乡镇级' }]
  const list = (more: object = {}) => draw(ChoiceField, { id: 'x', choices, required: true, invalid: false, describedby: 'x-note', modelValue: 'b', ...more }, { hears: ['update:modelValue'] })

  test('has its groups, each once, and what is in none outside of them', async () => {
    const page = await list()
    expect(page.all('optgroup').map((group) => [group.getAttribute('label'), [...group.children].map(({ textContent }) => textContent)])).toEqual([['乡镇级', ['甲', '丙']]])
    expect((page.one('select') as HTMLSelectElement).value).toBe('b')
    await page.fill('select', 'c')
    expect(page.told).toEqual([['update:modelValue', 'c']])
  })

  test('asks to choose where something must be chosen, and lets it be where nothing must', async () => {
    expect((await list()).texts('option')[0]).toBe(zh.response.form.choose)
    expect((await list({ required: false })).texts('option')[0]).toBe(zh.response.form.none)
    expect((await list({ invalid: true })).one('select').getAttribute('aria-invalid')).toBe('true')
  })
})
