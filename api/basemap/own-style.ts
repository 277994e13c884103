/**
 * A county's own base map: the MapLibre style that BASEMAP_STYLE names, a file or an address of its network. It is checked when the
 * program starts; browsers then fetch its tiles where they lie, and from no other host.
 */
import { readFile } from 'node:fs/promises'
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import { ConfigError, type Config } from '../config.ts'
import type { Answering } from '../contract/basemap.ts'
import { consoleLog } from '../console-log.ts'
import type { Log } from '../db/log.ts'
import { readAtMost } from './image-bytes.ts'
import { placed, type StyleSheet } from './style-sheet.ts'

export interface OwnStyle {
  /** null: none is set */
  state(): Answering | null
  /** what is drawn; null while there is none, or it could not be fetched yet */
  sheet(): StyleSheet | null
}

const largest = 4 * 1_048_576
const timeoutMs = 10_000
const pauseMs = 60_000

const refuse = (zh: string, en: string): never => { throw new ConfigError(`设置 BASEMAP_STYLE ${zh} / setting BASEMAP_STYLE ${en}`) }
export const isAddress = (where: string): boolean => /^https?:\/\//i.test(where)

/** null where nobody answers: that may pass, everything else is a mistake in the setting. */
async function textOf(where: string): Promise<string | null> {
  if (!isAddress(where)) {
    return await readFile(where, 'utf8').catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException
      return code === 'ENOENT' || code === 'ENOTDIR' ? refuse(`指的文件不存在：${where}`, `names a file that does not exist: ${where}`)
        : refuse(`指的文件读不了（${code ?? ''}）：${where}`, `names a file that cannot be read (${code ?? ''}): ${where}`)
    })
  }
  const answer = await fetch(where, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => null)
  if (!answer || answer.status >= 500) return null
  if (!answer.ok) return refuse(`的地址答复 ${answer.status}：${where}`, `names an address that answers ${answer.status}: ${where}`)
  const bytes = await readAtMost(answer, largest).catch(() => undefined)
  return bytes === undefined ? null : bytes?.toString('utf8') ?? refuse('的内容超过 4 MB', 'has more than 4 MB')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const at = /line (\d+) column (\d+)/.exec(String(error))
    return refuse(`不是合格的 JSON${at ? `：第 ${at[1]} 行第 ${at[2]} 列` : ''}`, `is not valid JSON${at ? `: line ${at[1]}, column ${at[2]}` : ''}`)
  }
}

/** Icons lie beside the style: a name that nobody knows there is found out now, not by whoever looks at the map. */
async function checkSprites({ sprite }: StyleSheet): Promise<void> {
  const all = typeof sprite === 'string' ? [sprite] : (sprite ?? []).map(({ url }) => url)
  await Promise.all(all.map(async (url) => {
    const list = new URL(url)
    list.pathname += '.json'
    const answer = await fetch(list, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => null)
    if (!answer || answer.status >= 500) return
    const icons: unknown = answer.ok ? await answer.json().catch(() => null) : null
    if (typeof icons !== 'object' || icons === null) refuse(`的 sprite 不能用（${list.href} 应为图标清单 JSON）`, `has a sprite that cannot be used (${list.href} must be its list of icons)`)
  }))
}

async function load({ basemapStyle: where = '', publicOrigin }: Config, log: Log): Promise<StyleSheet | null> {
  const text = await textOf(where)
  if (text === null) return null
  const style = parsed(text)
  const { validateStyleMin } = await import('@maplibre/maplibre-gl-style-spec')
  const [wrong] = validateStyleMin(style as StyleSpecification)
  if (wrong) refuse(`不是合格的 MapLibre 样式：${wrong.message}`, `is not a valid MapLibre style: ${wrong.message}`)
  const sheet = placed(style as StyleSpecification, isAddress(where) ? where : null, publicOrigin?.startsWith('https://') ?? false, refuse)
  await checkSprites(sheet)
  if ((style as StyleSpecification).glyphs) log.warn('BASEMAP_STYLE: 不使用 glyphs，文字用本机字体 / glyphs are left out, text is drawn with fonts of the machine')
  return sheet
}

/**
 * Reads and checks the style; a server that does not answer is asked again later, each minute in which somebody opens a map.
 *
 * @throws ConfigError with one sentence: no such file, bad JSON (line and column), no valid style, an address or sprite that cannot be used
 */
export async function openOwnStyle(config: Config, log: Log = consoleLog): Promise<OwnStyle> {
  if (config.basemapStyle === undefined) return { state: () => null, sheet: () => null }
  let sheet = await load(config, log)
  let asked = Date.now()
  if (!sheet) log.warn(`BASEMAP_STYLE: 连不上，先用本县自带底图 / no answer, the own base map is shown: ${config.basemapStyle}`)
  return {
    state() {
      if (!sheet && Date.now() - asked >= pauseMs) {
        asked = Date.now()
        load(config, log).then((found) => { sheet = found }, (error: unknown) => { log.warn(String(error)) })
      }
      return sheet ? 'ok' : 'unreachable'
    },
    sheet: () => sheet,
  }
}
