import { smallNumber } from './small-number.ts'
import * as Type from 'typebox'

/** Vector tiles, version 2.1 of Mapbox' specification, at `/tiles/{feed}/{z}/{x}/{y}.mvt`. */
export const tileFeeds = ['petitions', 'units', 'key-areas'] as const
export type TileFeed = (typeof tileFeeds)[number]
/** Hot spots come from runs, not from rows: api/routes/hotspots.ts */
export type TileSetName = TileFeed | 'hotspots'

export const tileMedia = 'application/vnd.mapbox-vector-tile'

const whole = (maximum: number) => Type.Integer({ minimum: 0, maximum })
/** Zoom, column from the west, row from the north; column and row are below 2^z. */
export const TileParams = Type.Object({ z: whole(22), x: whole(2 ** 22 - 1), y: whole(2 ** 22 - 1) })

interface TileSet {
  title: { zh: string, en: string }
  zooms: { from: number, to: number }
  fields: Record<string, string>
}

const cellFields = {
  n: `格内信访件数；无权查看点位者为 ${smallNumber} 的倍数 / petitions in the cell; in fives for roles that may not see points`,
  open: '其中未办结 / of these, of matters that are not closed',
  under: '格内少于此数，不显示 / fewer than this in the cell, not told',
}
const placeFields = { code: '编码 / code', name: '名称 / name', level: '层级 / level', kind: '类型 / kind' }

/** What a tile's one layer, named as its feed, holds. Zooms are those made; closer ones show the closest made. */
export const tileSets: Record<TileSetName, TileSet> = {
  petitions: {
    title: { zh: '信访件', en: 'Petitions' },
    zooms: { from: 0, to: 13 },
    fields: { ...cellFields },
  },
  units: { title: { zh: '行政区划', en: 'Administrative units' }, zooms: { from: 0, to: 16 }, fields: placeFields },
  'key-areas': { title: { zh: '重点区域', en: 'Key areas' }, zooms: { from: 0, to: 16 }, fields: placeFields },
  hotspots: {
    title: { zh: '热点六边形', en: 'Hexagons of hot spots' },
    zooms: { from: 5, to: 14 },
    fields: {
      code: '格的编码 / code of the cell',
      level: '3、2、1：q 不大于 .01、.05、.10 的热点；负数为冷点 / hot at q .01, .05, .10; negative cold',
      matters: `格内信访事项数；无权查看点位者为 ${smallNumber} 的倍数 / matters in the cell; in fives for roles that may not see points`,
      petitions: '格内信访件数 / petitions in the cell', share: '重复信访率 / repeat share',
      spot: '所属热点的序号 / number of the hot spot',
      emerging: '演变类型 / emerging class', under: '格内少于此数，不显示 / fewer than this in the cell, not told',
    },
  },
}

/** Closest zoom and further fields for the roles that may see where a matter is. */
export const pointSet: Pick<TileSet, 'zooms' | 'fields'> = {
  zooms: { from: 0, to: 18 },
  fields: {
    ...cellFields,
    matters: '格内信访事项数 / matters in the cell',
    petitions: '单个事项的信访件数 / petitions of a single matter',
    state: '单个事项的状态 / state of a single matter',
    kind: '单个事项：初次、重复、集体 / a single matter: first, repeat, collective',
    overdue: '单个事项已超期 / a single matter is overdue',
    matter_no: '单个事项的编号 / number of a single matter',
  },
}

/** TileJSON 3.0.0 */
export const TileJson = Type.Object({
  tilejson: Type.Literal('3.0.0'),
  name: Type.String(),
  description: Type.String(),
  scheme: Type.Literal('xyz'),
  tiles: Type.Array(Type.String(), { minItems: 1 }),
  minzoom: whole(22),
  maxzoom: whole(22),
  bounds: Type.Optional(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })),
  vector_layers: Type.Array(Type.Object({
    id: Type.String(), description: Type.String(), minzoom: whole(22), maxzoom: whole(22),
    fields: Type.Record(Type.String(), Type.String()),
  }), { minItems: 1 }),
}, { additionalProperties: false })
export type TileJson = Type.Static<typeof TileJson>
