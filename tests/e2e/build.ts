import { buildWebWhenStale } from '../../api/build-web.ts'
import { silent } from '../../api/db/log.ts'

/** Builds the web app once, before the first browser: two files that began together used to build it twice, on two cores. */
export default async function build(): Promise<void> {
  await buildWebWhenStale(silent)
}
