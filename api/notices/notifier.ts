/** What a file of `api/notifiers` is: how one kind of receiver wants to be told, and how it says that it heard. */
import { readdir } from 'node:fs/promises'
import { adapters, type Adapter } from '../contract/notices.ts'

export interface Message {
  /** the same for every attempt: a receiver that got it twice can tell */
  id: string
  /** the day of the digest, YYYY-MM-DD */
  day: string
  /** `n` is text: `<5` where petitions are too few to tell outside; `url` is null where the program has no public address */
  lines: { kind: string, name: string, n: string, url: string | null }[]
}

export interface Target { url: string, secret: string | null }

export interface Notifier {
  /** @param at moment of sending, ms: signatures carry it */
  request(message: Message, target: Target, at: number): { url: string, headers: Record<string, string>, body: string }
  /** robots answer 200 and say in the body that they refused */
  accepted(status: number, body: string): boolean
}

async function read(): Promise<Map<string, Notifier>> {
  const files = (await readdir(new URL('../notifiers/', import.meta.url))).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)).sort()
  if (files.join() !== [...adapters].sort().join()) throw new Error(`api/notifiers: ${files.join()} 与契约不符 / differ from api/contract/notices.ts`)
  return new Map(await Promise.all(files.map(async (name): Promise<[string, Notifier]> => {
    const module: { notifier: Notifier } = await import(new URL(`../notifiers/${name}.ts`, import.meta.url).href)
    return [name, module.notifier]
  })))
}

let notifiers: Promise<Map<string, Notifier>> | undefined

/** @throws Error when the folder and the contract name different adapters */
export async function notifierOf(adapter: Adapter): Promise<Notifier> {
  const found = (await (notifiers ??= read())).get(adapter)
  if (!found) throw new Error(`没有这种转发方式 / no such adapter: ${adapter}`)
  return found
}

/** The digest as a few lines of text, as robots of office programs show it. */
export const asText = ({ day, lines }: Message): string => [
  `【区域治理一张图】${day} 通知`, ...lines.map(({ name, n, url }) => `${name}：${n}${url === null ? '' : ` ${url}`}`),
].join('\n')

/** Robots of office programs say `errcode` 0 when they took it. */
export function robotAccepted(status: number, body: string): boolean {
  if (status !== 200) return false
  try {
    return (JSON.parse(body) as { errcode?: unknown }).errcode === 0
  } catch {
    return false
  }
}
