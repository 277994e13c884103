import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError, describeConfig, loadConfig } from '../../api/config.ts'

const secret = 'x'.repeat(32)

describe('the settings', () => {
  let dataDir: string
  beforeEach(() => { dataDir = mkdtempSync(join(tmpdir(), 'rg-config-')) })
  afterEach(() => { rmSync(dataDir, { recursive: true }) })
  const load = (env: Record<string, string> = {}) => loadConfig({ DATA_DIR: dataDir, ...env })

  test('are complete with nothing set', () => {
    expect(load()).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: undefined, demo: true, logLevel: 'info' })
  })

  test('of base maps are told without what opens them', () => {
    const told = describeConfig(load({ BASEMAP_STYLE: 'https://map:word@tiles.county/style.json?token=abc', TIANDITU_KEY: 'k'.repeat(32) }))
    expect(told).toContain('BASEMAP_STYLE=https://***@tiles.county/style.json?***\nTIANDITU_KEY=*** (https://t{s}.tianditu.gov.cn)')
    expect(load({ TIANDITU_URL: 'http://10.1.2.3:8080/tianditu' }).tiandituUrl).toBe('http://10.1.2.3:8080/tianditu')
  })

  test.each([
    [{ PORT: 'eighty' }, 'PORT'], [{ PORT: '70000' }, 'PORT'], [{ DEMO: 'yes' }, 'DEMO'], [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL'], [{ DATABASE_URL: 'postgres://' }, 'DATABASE_URL'],
    [{ COOKIE_SECRET: 'short' }, 'COOKIE_SECRET'], [{ HOST: '0.0.0.0' }, 'HOST'], [{ HOST: 'a b' }, 'HOST'],
    [{ HOST: '0.0.0.0', PUBLIC_ORIGIN: 'http://map.example' }, 'HOST'], [{ PUBLIC_ORIGIN: 'https://map.example/' }, 'PUBLIC_ORIGIN'],
    [{ TIANDITU_KEY: 'with space' }, 'TIANDITU_KEY'], [{ TIANDITU_KEY: 'k'.repeat(32), TIANDITU_URL: 'ftp://tiles' }, 'TIANDITU_URL'],
    [{ TIANDITU_URL: 'https://tiles/' }, 'TIANDITU_URL'], [{ TIANDITU_URL: 'https://tiles/x?tk=1' }, 'TIANDITU_URL'],
    [{ DATABASE_URL: 'postgres://rg@db/rg' }, 'COOKIE_SECRET'],
    [{ DATABASE_URL: 'postgres://rg@db/rg', COOKIE_SECRET: secret }, 'IDENTITY_KEY'],
  ])('%j stop the start with one sentence, Chinese and English, that names %s', (env, name) => {
    const refused = (() => { try { return load(env as Record<string, string>) } catch (error) { return error } })()
    expect(refused).toBeInstanceOf(ConfigError)
    const { message } = refused as ConfigError
    expect(message).toMatch(new RegExp(`^设置 ${name} .*[\\u4e00-\\u9fff].* / setting ${name} [^\\n]+$`))
  })

  test.skipIf(process.platform !== 'linux').each([
    ['a file', (dir: string) => { writeFileSync(join(dir, 'plan.txt'), ''); return join(dir, 'plan.txt') }, 'ENOTDIR'],
    ['in a file', (dir: string) => { writeFileSync(join(dir, 'plan.txt'), ''); return join(dir, 'plan.txt', 'data') }, 'ENOTDIR'],
    ['where no folder can be', () => '/proc/county/data', 'ENOENT'],
  ])('stop the start in one sentence where DATA_DIR is %s', (_where, placeIn, code) => {
    const place = placeIn(dataDir)
    expect(() => load({ DATA_DIR: place })).toThrow(new ConfigError(
      `设置 DATA_DIR 的文件夹 ${place} 无法建立或写入（${code}） / setting DATA_DIR names ${place}, a folder that cannot be made or written (${code})`))
    // a server of one's own keeps nothing there
    expect(load({ DATA_DIR: place, DATABASE_URL: 'postgres://rg@db/rg', COOKIE_SECRET: secret, IDENTITY_KEY: secret }).dataDir).toBe(place)
  })

  test('make the data folder with the folders above it', () => {
    const place = join(dataDir, 'of', 'the', 'county')
    expect(load({ DATA_DIR: place, COOKIE_SECRET: secret, IDENTITY_KEY: secret }).dataDir).toBe(place)
    expect(statSync(place).isDirectory()).toBe(true)
    expect(statSync(place).mode & 0o777 & ~0o711).toBe(0)
  })

  test('reach beyond this machine only with https, or when clear text is accepted in words', () => {
    expect(load({ HOST: '0.0.0.0', PUBLIC_ORIGIN: 'https://map.example' }).publicOrigin).toBe('https://map.example')
    expect(load({ HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: '1' }).host).toBe('0.0.0.0')
  })

  test('make secrets once, readable by nobody else', () => {
    const first = load()
    expect(load()).toMatchObject({ cookieSecret: first.cookieSecret, identityKey: first.identityKey })
    expect(first.cookieSecret).not.toBe(first.identityKey)
    expect(first.cookieSecret.length).toBeGreaterThanOrEqual(43)
    const file = join(dataDir, 'secrets/cookie-secret')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toBe(first.cookieSecret)
  })

  test('are printed without any secret', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9_%.-]{8,30}$/), fc.stringMatching(/^[A-Za-z0-9]{32,50}$/), (password, key) => {
      const config = load({
        DATABASE_URL: `postgres://rg:${password}@db.example/rg?sslmode=require&password=${password}`,
        COOKIE_SECRET: key, IDENTITY_KEY: `${key}2`, TIANDITU_KEY: key,
      })
      const printed = describeConfig(config)
      expect(printed).not.toContain(key)
      // a password may be a word that stands elsewhere too
      expect(printed.replaceAll(/^(?!DATABASE_URL).*$/gm, '')).not.toContain(password)
      expect(printed).toContain('DATABASE_URL=postgres://rg:***@db.example/rg')
    }), { numRuns: 50 })
  })
})
