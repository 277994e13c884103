/**
 * Settings: read once from the environment, checked, frozen. No other file reads `process.env`.
 */
import { resolve } from 'node:path'
import * as Type from 'typebox'
import { Compile } from 'typebox/compile'
import { makeDataDir } from './data-dir.ts'
import { readOrMakeSecret } from './secrets.ts'

export interface Config {
  readonly port: number
  readonly host: string
  /** absent = embedded; `local` = a private cluster in `dataDir`; otherwise a postgres:// address */
  readonly databaseUrl: string | undefined
  /** absolute path of the folder that keeps everything of an installation */
  readonly dataDir: string
  /** load the fictional county on the first start, with accounts whose password is known */
  readonly demo: boolean
  /** signs the session cookie */
  readonly cookieSecret: string
  /** seals identities and second factors, and keys the hash by which the same person is recognised again in imports */
  readonly identityKey: string
  /** file or http(s) address of a MapLibre style that is the base map instead of the county's own layers */
  readonly basemapStyle: string | undefined
  /** absent: Tianditu is neither offered nor asked */
  readonly tiandituKey: string | undefined
  /** where Tianditu's tiles are: `{s}` stands for 0 to 7 */
  readonly tiandituUrl: string
  readonly mapApprovalNo: string | undefined
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** the https (or other) origin under which browsers reach the application, when a proxy stands before it */
  readonly publicOrigin: string | undefined
  /** sign-in attempts per minute and username before 429 */
  readonly signInPerMinute: number
  /** how long (ms) a request may wait for the process before new ones are refused with 503; 0 = never refused */
  readonly overloadMs: number
}

/** A setting that is wrong or missing: one sentence for the person who starts the program. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const whole = (zh: string, en: string) => ({ pattern: '^[0-9]{1,9}$', zh, en })

const Environment = Type.Object({
  PORT: Type.Optional(Type.String(whole('须为 0 至 65535 的整数', 'must be a whole number from 0 to 65535'))),
  HOST: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z.:_-]+$', zh: '须为主机名或 IP 地址', en: 'must be a host name or an IP address' })),
  DATABASE_URL: Type.Optional(Type.String({
    pattern: '^(local|postgres(ql)?://.+)$',
    zh: '须为 local 或 postgres:// 开头的地址（不设则使用内置数据库）',
    en: 'must be `local` or begin with postgres:// (leave it out for the embedded database)',
  })),
  DATA_DIR: Type.Optional(Type.String({ minLength: 1, zh: '须为文件夹路径', en: 'must be the path of a folder' })),
  DEMO: Type.Optional(Type.String({ pattern: '^[01]$', zh: '须为 0 或 1', en: 'must be 0 or 1' })),
  COOKIE_SECRET: Type.Optional(Type.String({ minLength: 32, zh: '至少 32 个字符', en: 'must have 32 characters or more' })),
  IDENTITY_KEY: Type.Optional(Type.String({ minLength: 32, zh: '至少 32 个字符', en: 'must have 32 characters or more' })),
  BASEMAP_STYLE: Type.Optional(Type.String({ maxLength: 2_000, zh: '须为样式文件的路径或 http(s) 地址', en: 'must be the path of a style file or an http(s) address' })),
  TIANDITU_KEY: Type.Optional(Type.String({ pattern: '^[0-9a-zA-Z]{8,64}$', zh: '须为天地图密钥', en: 'must be a Tianditu key' })),
  TIANDITU_URL: Type.Optional(Type.String({
    pattern: '^https?://[^/?#\\s@]+(/[^?#\\s]*[^?#\\s/])?$', zh: '须为 http(s) 地址，末尾无斜杠，可含 {s}', en: 'must be an http(s) address without a slash at the end; it may hold {s}',
  })),
  MAP_APPROVAL_NO: Type.Optional(Type.String({ maxLength: 60, zh: '最多 60 个字符', en: 'has at most 60 characters' })),
  LOG_LEVEL: Type.Optional(Type.String({
    pattern: `^(${levels.join('|')})$`, zh: `须为 ${levels.join('、')} 之一`, en: `must be one of ${levels.join(', ')}`,
  })),
  PUBLIC_ORIGIN: Type.Optional(Type.String({
    pattern: '^https?://[^/\\s]+$', zh: '须为 https://主机名 的形式，末尾无斜杠', en: 'must look like https://host, without a slash at the end',
  })),
  ALLOW_PLAIN_HTTP: Type.Optional(Type.String({ pattern: '^[01]$', zh: '须为 0 或 1', en: 'must be 0 or 1' })),
  SIGN_IN_PER_MINUTE: Type.Optional(Type.String(whole('须为整数', 'must be a whole number'))),
  OVERLOAD_MS: Type.Optional(Type.String(whole('须为毫秒数', 'must be a number of milliseconds'))),
})

const environment = Compile(Environment)

function refuse(name: string, zh: string, en: string): never {
  throw new ConfigError(`设置 ${name} ${zh} / setting ${name} ${en}`)
}

/** An empty setting counts as absent: shells and service files pass those for "none". */
function present(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = Object.keys(Environment.properties)
  return Object.fromEntries(names.flatMap((name) => env[name] ? [[name, env[name]]] : []))
}

function checked(env: NodeJS.ProcessEnv): Type.Static<typeof Environment> {
  const settings = present(env)
  if (environment.Check(settings)) return settings
  for (const [name, schema] of Object.entries(Environment.properties)) {
    if (settings[name] === undefined || Compile(schema).Check(settings[name])) continue
    refuse(name, 'zh' in schema ? String(schema.zh) : '不合格', 'en' in schema ? String(schema.en) : 'is not valid')
  }
  throw new ConfigError('设置不合格 / a setting is not valid')
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.[\d.]+$/.test(host)

/** Said of the setting, before the first file that would be made there fails with a path that nobody set. */
function requireDataDir(dataDir: string): void {
  try {
    makeDataDir(dataDir)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    refuse('DATA_DIR', `的文件夹 ${dataDir} 无法建立或写入（${code}）`, `names ${dataDir}, a folder that cannot be made or written (${code})`)
  }
}

/**
 * Reads the settings PORT, HOST, DATABASE_URL, DATA_DIR, DEMO, COOKIE_SECRET, IDENTITY_KEY,
 * BASEMAP_STYLE, TIANDITU_KEY, TIANDITU_URL, MAP_APPROVAL_NO, LOG_LEVEL, PUBLIC_ORIGIN, ALLOW_PLAIN_HTTP, SIGN_IN_PER_MINUTE, OVERLOAD_MS.
 * Secrets that are absent are made and kept in `DATA_DIR` (mode 0600), except beside a server of your own, where
 * several processes may share the database and must share the secrets.
 *
 * @throws ConfigError with one sentence, Chinese / English, that names the setting
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = checked(env)
  const port = Number(settings.PORT ?? 3000)
  if (port > 65535) refuse('PORT', '须为 0 至 65535 的整数', 'must be a whole number from 0 to 65535')
  const host = settings.HOST ?? '127.0.0.1'
  const databaseUrl = settings.DATABASE_URL
  const ownServer = databaseUrl !== undefined && databaseUrl !== 'local'
  if (ownServer && !URL.canParse(databaseUrl)) refuse('DATABASE_URL', '不是合格的地址', 'is not a valid address')
  const dataDir = resolve(settings.DATA_DIR ?? '.local')
  // beside a server of your own nothing has to be kept there
  if (!ownServer) requireDataDir(dataDir)
  const secret = (name: 'COOKIE_SECRET' | 'IDENTITY_KEY'): string => {
    const given = settings[name]
    if (given !== undefined) return given
    if (ownServer) {
      refuse(name, '在使用 postgres:// 数据库时必填（至少 32 个随机字符）', 'is required with a postgres:// database (32 random characters or more)')
    }
    return readOrMakeSecret(dataDir, name.toLowerCase().replace('_', '-'))
  }
  if (!isLoopback(host) && !settings.PUBLIC_ORIGIN?.startsWith('https://') && settings.ALLOW_PLAIN_HTTP !== '1') {
    refuse('HOST', '对外开放时须设 PUBLIC_ORIGIN=https://… （经反向代理），或以 ALLOW_PLAIN_HTTP=1 接受明文传输',
      'reaches beyond this machine: set PUBLIC_ORIGIN=https://... (behind a proxy), or accept clear text with ALLOW_PLAIN_HTTP=1')
  }
  return Object.freeze({
    port, host, databaseUrl, dataDir,
    demo: (settings.DEMO ?? '1') === '1',
    cookieSecret: secret('COOKIE_SECRET'),
    identityKey: secret('IDENTITY_KEY'),
    basemapStyle: settings.BASEMAP_STYLE,
    tiandituKey: settings.TIANDITU_KEY,
    tiandituUrl: settings.TIANDITU_URL ?? 'https://t{s}.tianditu.gov.cn',
    mapApprovalNo: settings.MAP_APPROVAL_NO,
    logLevel: levels.find((level) => level === settings.LOG_LEVEL) ?? 'info',
    publicOrigin: settings.PUBLIC_ORIGIN,
    signInPerMinute: Number(settings.SIGN_IN_PER_MINUTE ?? 20),
    overloadMs: Number(settings.OVERLOAD_MS ?? 1_000),
  })
}

/** The settings as one line per setting for the start of the log: secrets and passwords left out. */
export function describeConfig(config: Config): string {
  const database = (config.databaseUrl ?? 'embedded')
    .replace(/\/\/([^:@/]*)(:[^@/]*)?@/, '//$1:***@').replace(/password=[^&]*/gi, 'password=***')
  const shown = {
    HOST: config.host, PORT: config.port, DATABASE_URL: database, DATA_DIR: config.dataDir, DEMO: config.demo ? 1 : 0,
    COOKIE_SECRET: '***', IDENTITY_KEY: '***', BASEMAP_STYLE: config.basemapStyle?.replace(/\?.*$/, '?***').replace(/\/\/[^/@]*@/, '//***@') ?? '-',
    TIANDITU_KEY: config.tiandituKey === undefined ? '-' : `*** (${config.tiandituUrl})`, MAP_APPROVAL_NO: config.mapApprovalNo ?? '-',
    LOG_LEVEL: config.logLevel, PUBLIC_ORIGIN: config.publicOrigin ?? '-',
    SIGN_IN_PER_MINUTE: config.signInPerMinute, OVERLOAD_MS: config.overloadMs,
  }
  return Object.entries(shown).map(([name, value]) => `${name}=${value}`).join('\n')
}
