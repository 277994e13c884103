/** What both engines are set to, so that the same statement gives the same text. */
export const sessionSettings: Readonly<Record<string, string>> = {
  search_path: 'public',
  // `now()::date` must be the day it is in the county
  TimeZone: 'Asia/Shanghai',
  DateStyle: 'ISO,YMD',
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  client_min_messages: 'warning',
  standard_conforming_strings: 'on',
  jit: 'off',
  // the data fits in memory: an index is never four times as dear as a scan
  random_page_cost: '1.1',
}

/** Extensions that every database of ours has, in schema public. */
export const extensionNames: readonly string[] = ['postgis', 'pg_trgm', 'pgcrypto', 'btree_gist']

export const defaultBudgetMs = 5_000
export const idleInTransactionMs = 15_000

/** PostgreSQL sends a NOTIFY payload of less than 8,000 bytes; the in-process bus refuses the same ones. */
export const mostPayloadBytes = 7_999
