/** What is taken from a style of the county's: its sources, layers and icons, with whole addresses, under names of their own. */
import type { LayerSpecification, SourceSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec'

export interface StyleSheet {
  sources: Record<string, SourceSpecification>
  layers: LayerSpecification[]
  sprite?: string | { id: string, url: string }[]
  /** who made the map, as plain text */
  credit: string
  /** the only hosts that a page may ask beside ours */
  origins: string[]
}

type Refuse = (zh: string, en: string) => never

/** Our own layers are called `roads` and `water` too. */
export const ownName = (id: string): string => `style-${id}`

const plain = (html: string): string => html.replace(/<[^>]*>/g, '').replaceAll('&copy;', '©').replaceAll('&amp;', '&').replaceAll('&nbsp;', ' ').trim()

/** The policy of a page is a line of text: nothing that could end a part of it may stand in a host's name. */
const safeOrigin = /^https?:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/

/**
 * @param base address of the style, from which relative ones count; null for a file
 * @param secure pages come by https: a browser then fetches nothing without it
 * @throws what `refuse` throws, for an address that no browser could or should ask
 */
export function placed(style: StyleSpecification, base: string | null, secure: boolean, refuse: Refuse): StyleSheet {
  const origins = new Set<string>()
  const whole = (address: string, where: string): string => {
    const url = URL.canParse(address) ? new URL(address) : base !== null && URL.canParse(address, base) ? new URL(address, base) : null
    if (!url) return refuse(`的 ${where} 须为完整的 http(s) 地址：${address}`, `needs a whole http(s) address at ${where}: ${address}`)
    if (!safeOrigin.test(url.origin) || url.username) return refuse(`的 ${where} 不是可用的 http(s) 地址：${address}`, `has no usable http(s) address at ${where}: ${address}`)
    if (secure && url.protocol !== 'https:') return refuse(`的 ${where} 须为 https：本站以 https 提供，浏览器不取明文内容`, `needs https at ${where}: our pages come by https, and browsers fetch nothing in clear text then`)
    origins.add(url.origin)
    return url.href.replace(/%7B/gi, '{').replace(/%7D/gi, '}')
  }
  const sourceOf = (name: string, source: SourceSpecification): SourceSpecification => {
    const found: Record<string, unknown> = { ...source }
    for (const key of ['url', 'data'] as const) {
      if (typeof found[key] === 'string') found[key] = whole(found[key], `sources.${name}.${key}`)
    }
    for (const key of ['tiles', 'urls'] as const) {
      if (Array.isArray(found[key])) found[key] = found[key].map((address: string, i) => whole(address, `sources.${name}.${key}[${i}]`))
    }
    return found as unknown as SourceSpecification
  }
  const sources = Object.entries(style.sources)
  const { sprite } = style
  return {
    sources: Object.fromEntries(sources.map(([name, source]) => [ownName(name), sourceOf(name, source)])),
    layers: style.layers.map((layer) => ({ ...layer, id: ownName(layer.id), ...'source' in layer ? { source: ownName(layer.source) } : {} }) as LayerSpecification),
    ...sprite === undefined ? {} : {
      sprite: typeof sprite === 'string' ? whole(sprite, 'sprite') : sprite.map(({ id, url }, i) => ({ id, url: whole(url, `sprite[${i}].url`) })),
    },
    credit: [...new Set(sources.flatMap(([, source]) => 'attribution' in source && source.attribution ? [plain(source.attribution)] : []))].join(' · '),
    origins: [...origins].sort(),
  }
}
