import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lean, sendLess } from '../../web/map/lean-answers.ts'
import { waitFor } from '../../web/map/seldom.ts'

const parcel = { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: { type: 'Point', coordinates: [104, 27] }, properties: {} }] }

describe('an answer of the map\'s worker', () => {
  test('leaves out the data that the page could read from their address, and nothing else', () => {
    const answer = { id: 'a', type: '<response>', sourceMapId: 1, error: null, data: { data: parcel, resourceTiming: { base: [] } } }
    expect(lean(answer)).toEqual({ ...answer, data: { data: undefined, resourceTiming: { base: [] } } })
    expect(answer.data.data).toBe(parcel)
  })

  test('goes out as it is when it holds no data of that kind: tiles, images, errors and questions', () => {
    fc.assert(fc.property(fc.anything().filter((data) => (data as { data?: { type?: unknown } } | null)?.data?.type !== 'FeatureCollection'), (data) => {
      const message = { id: 'b', type: '<response>', data }
      expect(lean(message)).toBe(message)
    }))
  })

  test('takes along what is handed over and not copied', () => {
    const sent: [unknown, unknown][] = []
    const worker = { postMessage: (message: unknown, options?: StructuredSerializeOptions): void => { sent.push([message, options]) } }
    sendLess(worker)
    const transfer = { transfer: [new ArrayBuffer(8)] }
    worker.postMessage({ id: 'c', data: { data: parcel } }, transfer)
    worker.postMessage({ id: 'd', data: null })
    expect(sent).toEqual([[{ id: 'c', data: { data: undefined } }, transfer], [{ id: 'd', data: null }, undefined]])
  })
})

describe('where the processor draws', () => {
  test('a map that is whole, or that somebody moves, is drawn at once', () => {
    fc.assert(fc.property(fc.boolean(), fc.nat(10_000), (moving, since) => {
      expect(waitFor({ whole: true, moving, since })).toBe(0)
      expect(waitFor({ whole: false, moving: true, since })).toBe(0)
    }))
  })

  test('one that is on its way waits for the rest, and is seen to come two or three times a second', () => {
    fc.assert(fc.property(fc.nat(10_000), (since) => {
      const wait = waitFor({ whole: false, moving: false, since })
      expect(since + wait).toBeGreaterThanOrEqual(333)
      expect(wait).toBeLessThanOrEqual(500)
      expect(wait === 0).toBe(since >= 400)
    }))
  })
})
