import { afterAll, beforeAll } from 'vitest'
import { openDemoApp, type DemoApp } from '../setup/demo-app.ts'
import type { Engine } from '../setup/engines.ts'
import type { Codes } from './random-filter.ts'

interface Features { features: { id: string }[] }
interface Reference { rows: { table: string; code: string }[] }

/** Codes of the demo county, for random filters. */
export async function demoCodes(demo: DemoApp): Promise<Codes> {
  const ids = async (url: string): Promise<string[]> => (await demo.ask<Features>('office', url)).features.map(({ id }) => id)
  const { rows } = await demo.ask<Reference>('office', '/api/feeds/reference')
  const words = (table: string): string[] => rows.filter((row) => row.table === table).map(({ code }) => code)
  return {
    areas: await ids('/api/feeds/key-areas'),
    units: [...await ids('/api/feeds/units?level=township'), ...(await ids('/api/feeds/units?level=village')).slice(0, 40),
      ...(await ids('/api/feeds/units?level=group')).slice(0, 20)],
    categories: [...words('category').filter((code) => !code.endsWith('00')).slice(0, 60), '03', '52', '0705', '51'],
    channels: words('channel'), states: words('state'),
  }
}

/** The demo county and its codes, opened before the tests of the block that calls it and closed after them. */
export function onDemo(openDemo: Engine['openDemo']): { demo: DemoApp, codes: Codes } {
  const at = {} as { demo: DemoApp, codes: Codes }
  beforeAll(async () => {
    at.demo = await openDemoApp(openDemo)
    at.codes = await demoCodes(at.demo)
  })
  afterAll(() => at.demo.close())
  return at
}
