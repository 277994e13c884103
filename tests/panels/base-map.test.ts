/** Which base map lies under the figures: what is offered, what is chosen, and what is shown while that one gives nothing. */
import { afterEach, describe, expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { EffectScope } from 'vue'
import { tileMissed, useBasemap } from '../../web/composables/use-basemap.ts'
import type { View } from '../../web/lib/url-state.ts'
import { county } from './county.ts'

const { serve, asked, shows } = county()
const info = { layers: ['roads'], hillshade: null, tianditu: null, style: null }
const style = { sources: {}, layers: [{ id: 'style-ground', type: 'background' }], credit: '县自然资源局' }

const scopes: EffectScope[] = []
let forget = (): void => undefined
/** one browser for all tests of the file: each begins without a choice */
afterEach(() => {
  forget()
  for (const scope of scopes.splice(0)) scope.stop()
})
function basemap(wanted?: View['base']) {
  const address = ref<View['base']>(wanted ?? 'auto')
  const scope = effectScope()
  scopes.push(scope)
  const base = scope.run(() => useBasemap(() => true, wanted === undefined ? undefined : address))
  if (!base) throw new Error('the scope is alive')
  forget = () => { base.remember('auto') }
  return { address, ...base }
}

describe('the base map', () => {
  test('is our own alone where nothing is set, and no style is asked for', async () => {
    serve('/api/basemap', info)
    const base = basemap('image')
    await shows(() => base.ready.value).toBe(true)
    expect([base.offered.value, base.chosen.value, base.backdrop.value, base.trouble.value]).toEqual([['own'], 'own', null, null])
    expect(asked()).toEqual(['/api/basemap'])
  })

  test('is the one in the address, and what is chosen there holds for maps without an address of their own', async () => {
    serve('/api/basemap', { ...info, tianditu: 'ok' })
    const base = basemap('vector')
    await shows(() => base.backdrop.value).toEqual({ of: 'tianditu', set: 'vector' })
    base.address.value = 'image'
    await nextTick()
    expect(base.backdrop.value).toEqual({ of: 'tianditu', set: 'image' })
    const other = basemap()
    await shows(() => other.backdrop.value).toEqual({ of: 'tianditu', set: 'image' })
    other.remember('own')
    await nextTick()
    expect([other.backdrop.value, base.backdrop.value]).toEqual([null, { of: 'tianditu', set: 'image' }])
  })

  test('gives way to our own when the server says why no tile comes, and comes back when they do', async () => {
    serve('/api/basemap', { ...info, tianditu: 'ok' })
    const base = basemap('terrain')
    await shows(() => base.backdrop.value).not.toBeNull()
    serve('/api/basemap', { ...info, tianditu: 'refused' })
    tileMissed('tianditu-ter', 502)
    await shows(() => base.trouble.value).toBe('refused')
    expect([base.backdrop.value, base.chosen.value]).toEqual([null, 'terrain'])
    serve('/api/basemap', { ...info, tianditu: 'ok' })
    base.basemap.again()
    await shows(() => base.backdrop.value).toEqual({ of: 'tianditu', set: 'terrain' })
    expect(base.trouble.value).toBeNull()
  })

  test('of the county’s style is shown without being chosen, and gives way when its tiles do not come three times', async () => {
    serve('/api/basemap', { ...info, style: 'ok' })
    serve('/api/basemap/style', style)
    const base = basemap()
    await shows(() => base.backdrop.value).toEqual({ of: 'style', style })
    // a hole, a busy server and tiles of other layers are none of its faults
    for (const [source, status] of [['style-photo', undefined], ['style-photo', 503], ['style-photo', 503], ['petitions', 500], ['style-photo', 500]] as const) tileMissed(source, status)
    await nextTick()
    expect(base.trouble.value).toBeNull()
    tileMissed('style-photo', undefined)
    await nextTick()
    expect([base.trouble.value, base.backdrop.value]).toEqual(['style', null])
  })

  test('of a style whose server is away is our own, and says so', async () => {
    serve('/api/basemap', { ...info, style: 'unreachable' })
    const base = basemap()
    await shows(() => base.ready.value).toBe(true)
    expect([base.chosen.value, base.trouble.value, base.backdrop.value]).toEqual(['style', 'style', null])
    expect(asked()).not.toContain('/api/basemap/style')
  })
})
