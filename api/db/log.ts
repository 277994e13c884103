/** Where the database layer says what it does; pino's logger fits. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
