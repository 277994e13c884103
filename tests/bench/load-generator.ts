/**
 * Asks as fast as the server answers, from a thread of its own. Written for this because ready-made generators turn
 * each body into text, which for packed tiles costs several times what serving them does.
 */
import { connect } from 'node:net'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

export interface Load {
  host: string
  port: number
  paths: string[]
  cookie: string
  connections: number
  /** requests under way per connection */
  pipelining: number
  /** ms */
  duration: number
}

/** Answers per second. @throws Error when one answer is not 200 */
export async function loadWith(load: Load): Promise<number> {
  const worker = new Worker(new URL(import.meta.url), { workerData: load })
  return await new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

const headEnd = Buffer.from('\r\n\r\n')
const lengthName = Buffer.from('content-length: ')

/** Calls `answered` for each answer of the stream; of the head it reads status and length alone. */
function readAnswers(answered: () => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let missing = 0
  return (piece) => {
    let at = Math.min(missing, piece.length)
    missing -= at
    if (at > 0 && missing === 0) answered()
    if (missing > 0) return
    let data = at === 0 ? piece : piece.subarray(at)
    if (rest.length > 0) data = Buffer.concat([rest, data])
    for (at = 0; ;) {
      const end = data.indexOf(headEnd, at)
      if (end < 0) break
      const status = data.toString('latin1', at + 9, at + 12)
      if (status !== '200') throw new Error(`answered ${status}`)
      const name = data.indexOf(lengthName, at)
      const body = Number.parseInt(data.toString('latin1', name + lengthName.length, name + lengthName.length + 9), 10)
      at = end + headEnd.length + body
      if (at > data.length) {
        missing = at - data.length
        rest = Buffer.alloc(0)
        return
      }
      answered()
    }
    rest = data.subarray(at)
  }
}

function generate({ host, port, paths, cookie, connections, pipelining, duration }: Load): void {
  const requests = paths.map((path) => Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\ncookie: ${cookie}\r\naccept-encoding: gzip\r\n\r\n`, 'latin1'))
  let answers = 0
  const began = performance.now()
  const sockets = Array.from({ length: connections }, (_, first) => {
    const socket = connect({ host, port, noDelay: true })
    let next = first
    const send = (): void => {
      const request = requests[next++ % requests.length]
      if (request !== undefined) socket.write(request)
    }
    socket.on('connect', () => { for (let i = 0; i < pipelining; i++) send() })
    socket.on('data', readAnswers(() => {
      answers++
      send()
    }))
    return socket
  })
  setTimeout(() => {
    parentPort?.postMessage((answers * 1_000) / (performance.now() - began))
    for (const socket of sockets) socket.destroy()
  }, duration)
}

if (!isMainThread) generate(workerData as Load)
