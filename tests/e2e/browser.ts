/** A real browser with real WebGL that can reach nothing but this machine, and remembers everything it was told. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const debian = '/usr/bin/chromium'
const flags = [
  // the map needs a graphics card, and gets one of software; pages that are put together by it too cost three times as much
  '--disable-gpu-compositing',
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]

/** The npm package brings the libraries it needs when it believes it runs in that cloud. */
async function fromNpm(): Promise<string> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x'
  const { default: packed } = await import('@sparticuz/chromium')
  // its own flags switch web security off; ours are enough
  return await packed.executablePath()
}

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: existsSync(debian) ? debian : await fromNpm(), args: flags })
}

export interface Visit {
  page: Page
  /** hosts the page asked, ports left out */
  hosts: Set<string>
  /** what the browser complained of: content-security policy, script errors, failed addresses */
  complaints: string[]
  /** addresses of the API that were asked, without the origin */
  asked: string[]
  close(): Promise<void>
}

/**
 * A page of its own with cookies of its own, 1440 x 900 unless said otherwise. The map does not fly: without a graphics
 * card each frame of a flight is drawn by the processor, and a click in the middle of one hits something else. For the same
 * reason it has half the pixels each way unless a test is about what is seen: boxes, text and pointer stay where they are.
 */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, deviceScaleFactor: 0.5, locale: 'zh-CN', colorScheme: 'light', reducedMotion: 'reduce', ...options,
  })
  const page = await context.newPage()
  const hosts = new Set<string>()
  const complaints: string[] = []
  const asked: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('http')) return
    const { hostname, pathname, search } = new URL(request.url())
    hosts.add(hostname)
    if (/^\/(api|tiles)\//.test(pathname)) asked.push(pathname + search)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('response', (answer) => {
    if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`)
  })
  return { page, hosts, complaints, asked, close: () => context.close() }
}
