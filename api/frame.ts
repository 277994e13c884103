/** What every routes file gets: the app that knows TypeBox schemas, and the few things that routes share. */
import type {
  FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawReplyDefaultExpression, RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { OwnStyle } from './basemap/own-style.ts'
import type { Tianditu } from './basemap/tianditu.ts'
import type { Config } from './config.ts'
import type { Db } from './db/db.ts'
import type { HeldFiles } from './importers/held-files.ts'
import type { Sessions } from './session.ts'

/** Gives `request.body`, `.query` and `.params` the static type of the route's TypeBox schema. */
export interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown
}

export type App = FastifyInstance<
  RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxProvider
>

export interface Frame {
  db: Db
  config: Config
  sessions: Sessions
  /** files that the import wizard has sent */
  files: HeldFiles
  /** the base map of BASEMAP_STYLE */
  ownStyle: OwnStyle
  /** null: no key is set */
  tianditu: Tianditu | null
}

/** The shape of `api/routes/<name>.ts`: `export default (async (app, { db }) => { ... }) satisfies Routes`. */
export type Routes = (app: App, frame: Frame) => Promise<void>
