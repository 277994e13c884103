/**
 * Tiles of Tianditu, fetched by the server: the key stays here, and browsers ask nobody but us. Nothing but a named set, a zoom, a
 * column and a row goes into the address.
 */
import { tiandituDeepest, type Answering, type TiandituLayer } from '../contract/basemap.ts'
import { LeastRecent } from '../least-recent.ts'
import { imageType, readAtMost } from './image-bytes.ts'

export interface Tile { bytes: Buffer, media: string }
/** `none`: there is no such tile · `busy`: too many are waiting */
export type TileAnswer = Tile | 'none' | 'busy' | Exclude<Answering, 'ok'>
interface Place { layer: TiandituLayer, z: number, x: number, y: number }

export interface TiandituOptions {
  key: string
  /** address of the servers, `{s}` stands for 0 to 7 */
  url: string
  timeoutMs?: number
  /** how long nothing is asked after a failure */
  pauseMs?: number
  now?: () => number
}

const atOnce = 8
const mostWaiting = 200
/** A tile has some 10 to 60 kB. */
const largestTile = 1_048_576
const kept = 64 * 1_048_576
const dayMs = 86_400_000
/** One lost answer is a busy line; this many in a row are none. */
const lostInARow = 3

export const onEarth = ({ layer, z, x, y }: Place): boolean => z >= 1 && z <= tiandituDeepest(layer) && Math.min(x, y) >= 0 && Math.max(x, y) < 2 ** z

/** Statuses by which it refuses: key unknown, of another type, used up, or not allowed from here. */
const refusing = new Set([401, 403, 418, 429])

export class Tianditu {
  readonly #options: Required<TiandituOptions>
  readonly #tiles: LeastRecent<Tile>
  readonly #underway = new Map<string, Promise<TileAnswer>>()
  #waiting: (() => void)[] = []
  #running = 0
  #state: Answering = 'ok'
  #lost = 0
  #failedAt = 0
  #failed: Place | null = null

  constructor(options: TiandituOptions) {
    this.#options = { timeoutMs: 8_000, pauseMs: 60_000, now: Date.now, ...options }
    this.#tiles = new LeastRecent({ largest: kept, sizeOf: ({ bytes }) => bytes.length + 500, ageMs: dayMs, now: this.#options.now })
  }

  /** How it answered last. After a failure one tile is tried again when the pause is over, while nobody waits for it. */
  state(): Answering {
    const failed = this.#failed
    if (this.#state !== 'ok' && failed && this.#options.now() - this.#failedAt >= this.#options.pauseMs) {
      this.#failedAt = this.#options.now()
      void this.#ask(failed)
    }
    return this.#state
  }

  async tile(place: Place): Promise<TileAnswer> {
    if (!onEarth(place)) return 'none'
    const key = `${place.layer}/${place.z}/${place.x}/${place.y}`
    const found = this.#tiles.get(key)
    if (found) return found
    const state = this.state()
    if (state !== 'ok') return state
    const underway = this.#underway.get(key)
    if (underway) return await underway
    if (this.#running >= atOnce && this.#waiting.length >= mostWaiting) return 'busy'
    const asked = this.#inTurn(place).finally(() => this.#underway.delete(key))
    this.#underway.set(key, asked)
    const answer = await asked
    if (typeof answer === 'object') this.#tiles.set(key, answer)
    return answer
  }

  async #inTurn(place: Place): Promise<TileAnswer> {
    if (this.#running >= atOnce) await new Promise<void>((go) => this.#waiting.push(go))
    this.#running += 1
    try {
      // it may have failed for others meanwhile
      return this.#state === 'ok' ? await this.#ask(place) : this.#state
    } finally {
      this.#running -= 1
      this.#waiting.shift()?.()
    }
  }

  async #ask(place: Place): Promise<TileAnswer> {
    const answer = await this.#fetched(place)
    if (answer === 'refused' || answer === 'unreachable') {
      this.#lost += 1
      this.#failed = place
      this.#failedAt = this.#options.now()
      if (answer === 'refused' || this.#lost >= lostInARow) this.#state = answer
    } else {
      this.#lost = 0
      this.#state = 'ok'
    }
    return answer
  }

  async #fetched({ layer, z, x, y }: Place): Promise<Exclude<TileAnswer, 'busy'>> {
    const { key, url, timeoutMs } = this.#options
    const address = `${url.replace('{s}', String((x + y) % 8))}/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}`
      + `&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX=${z}&TILEROW=${y}&TILECOL=${x}&tk=${key}`
    try {
      // a redirect would lead to a host that nobody configured; without a browser's name it refuses
      const answer = await fetch(address, { redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0' }, signal: AbortSignal.timeout(timeoutMs) })
      const bytes = await readAtMost(answer, largestTile)
      if (answer.status === 404 || answer.status === 204) return 'none'
      if (refusing.has(answer.status)) return 'refused'
      const media = answer.status === 200 && bytes ? imageType(bytes) : null
      return bytes && media ? { bytes, media } : 'unreachable'
    } catch {
      return 'unreachable'
    }
  }
}
