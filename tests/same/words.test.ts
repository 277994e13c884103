/** What is read of the words of two demands before they are weighed. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { testDb } from '../setup/engines.ts'

describe('the words of a demand', () => {
  let db: Db
  beforeAll(async () => { db = await testDb() }, 240_000)
  afterAll(() => db.close())

  const marks = async (title: string, account = ''): Promise<string[]> => (await db.query<{ marks: string[] }>(
    'select same_marks(same_words($1, $2)) as marks', [title, account])).rows[0]?.marks ?? []
  const exchanged = async (a: [string, string], b: [string, string]): Promise<string[]> => (await db.query<{ told: string }>(
    `select mine || '/' || theirs as told from same_exchanged(same_clauses($1, $2), same_clauses($3, $4)) order by 1`, [...a, ...b])).rows.map(({ told }) => told)

  it('name a road also where what stands before it looks like another name', async () => {
    expect(await marks('请求修复通往四组的大冲路')).toEqual(['组:4', '道路:大冲'].sort())
    expect(await marks('唯一的出路马鞍路塌陷多时')).toContain('道路:马鞍')
  })

  it('name slopes, woods and ponds as places of one kind, and take the work for no place', async () => {
    expect(await marks('长冲林的树被砍')).toContain('地名:长冲')
    expect(await marks('门前塘租金没有公布')).toContain('地名:门前')
    expect((await marks('退耕还林补助未发，工头跑了，三天两头停水')).filter((mark) => mark.startsWith('地名'))).toEqual([])
  })

  it('name what is said twice, whatever its ending, and no number', async () => {
    expect(await marks('小太阳幼儿园乱收费', '小太阳幼儿园没有票据，要交350元，再交350元')).toContain('名称:小太阳幼儿园')
    expect((await marks('欠350元', '还差350元')).filter((mark) => /^名称:.*[0-9]/.test(mark))).toEqual([])
  })

  it('of two copied letters: what was exchanged is found, in either order', async () => {
    const [a, b]: [string, string][] = [['', '有人在村委会后面烧垃圾，烟呛得人睁不开眼'], ['', '有人在农贸市场后面烧垃圾，天热了有蛆']]
    expect(await exchanged(a as [string, string], b as [string, string])).toEqual(['村委会/农贸市场'])
    expect(await exchanged(b as [string, string], a as [string, string])).toEqual(['农贸市场/村委会'])
  })

  it('a longer time, another sum or a place that the other names elsewhere is no exchange', async () => {
    expect(await exchanged(['', '工程款拖欠三个月没有支付'], ['', '工程款拖欠十五个月没有支付'])).toEqual([])
    expect(await exchanged(['', '有人在村委会后面烧垃圾'], ['', '有人在卫生院后面烧垃圾，村委会不管'])).toEqual([])
  })

  it('any two letters: no exchange with itself, and as many one way as the other', async () => {
    const words = fc.array(fc.constantFrom('有人在', '村委会', '学校', '后面', '烧垃圾', '的路灯', '不亮', '，', '。'), { minLength: 1, maxLength: 12 }).map((all) => all.join(''))
    await fc.assert(fc.asyncProperty(words, words, async (a, b) => {
      expect(await exchanged(['', a], ['', a])).toEqual([])
      const turned = (told: string): string => told.split('/').reverse().join('/')
      expect((await exchanged(['', a], ['', b])).map(turned).sort()).toEqual((await exchanged(['', b], ['', a])).sort())
    }), { numRuns: 60 })
  }, 60_000)
})
