import { Agent, get } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

export interface Answer {
  status: number
  bytes: number
  /** from sending the request to the last byte of the answer */
  ms: number
}

/** Asks over a socket that stays open. @throws Error for a status other than 200 */
export async function ask(url: string, cookie: string): Promise<Answer> {
  const began = performance.now()
  return await new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie, 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0
      const head: Buffer[] = []
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length
        if (answer.statusCode !== 200) head.push(piece)
      })
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        if (status === 200) resolve({ status, bytes, ms: performance.now() - began })
        else reject(new Error(`${url}: ${status} ${Buffer.concat(head).toString().slice(0, 300)}`))
      })
      answer.on('error', reject)
    }).on('error', reject)
  })
}

/** One after the other, as one user would; the first `warm` answers are not counted. */
export async function askEach(urls: readonly string[], cookie: string, warm = 5): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const url of [...urls.slice(0, warm), ...urls]) answers.push(await ask(url, cookie))
  return answers.slice(Math.min(warm, urls.length))
}

export const closeAgent = (): void => { agent.destroy() }
