import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../api/db/db.ts'
import { engines } from '../setup/engines.ts'

describe.each(engines)('categories told by themselves, on $name', ({ open }) => {
  let db: Db
  beforeAll(async () => { db = await open() })
  afterAll(() => db.close())
  const words = async (code: number): Promise<unknown> =>
    (await db.query<{ zh: string, en: string }>('select category_words($1, false) as zh, category_words($1, true) as en', [code])).rows[0]

  it('carry the group above them where another valid one has their name, and only there', async () => {
    expect(await words(520301)).toEqual({ zh: '土地征收·安置补偿', en: 'Land requisition › Resettlement and compensation' })
    expect(await words(30201)).toEqual({ zh: '自来水供应', en: 'Tap water' })
    // one that ended in 2018 is history, and no other is it
    expect(await words(20301)).toEqual({ zh: '安置补偿', en: 'Resettlement and compensation' })
  })

  it('are all told apart', async () => {
    const { rows } = await db.query('select category_words(code, false) from category where level = 3 and valid_to is null group by 1 having count(*) > 1')
    expect(rows).toEqual([])
  })
})
