import * as Type from 'typebox'

/** Tianditu's tile sets in web mercator (CGCS2000, not shifted): the ground and the names over it. */
export const tiandituSets = { vector: ['vec', 'cva'], image: ['img', 'cia'], terrain: ['ter', 'cta'] } as const
export type TiandituSet = keyof typeof tiandituSets
export type TiandituLayer = typeof tiandituSets[TiandituSet][number]
export const tiandituLayers: readonly TiandituLayer[] = Object.values(tiandituSets).flat()
/** The last zoom at which a set has tiles of its own; the first is 1. */
export const tiandituDeepest = (layer: TiandituLayer): number => layer === 'ter' || layer === 'cta' ? 14 : 18

const Answering = Type.Enum(['ok', 'refused', 'unreachable'], { description: 'refused: 密钥不被接受 / the key is not accepted; unreachable: 连不上 / no answer' })
export type Answering = Type.Static<typeof Answering>

/** What an installation can draw under its own figures. */
export const BasemapInfo = Type.Object({
  /** names of the county's own layers */
  layers: Type.Array(Type.String()),
  hillshade: Type.Union([Type.Object({
    minzoom: Type.Integer(), maxzoom: Type.Integer(),
    bounds: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
  }, { additionalProperties: false }), Type.Null()]),
  tianditu: Type.Union([Answering, Type.Null()], { description: 'null: 未设密钥 / no key is set' }),
  style: Type.Union([Answering, Type.Null()], { description: '本县底图样式 BASEMAP_STYLE；null: 未设 / not set' }),
}, { additionalProperties: false })
export type BasemapInfo = Type.Static<typeof BasemapInfo>
