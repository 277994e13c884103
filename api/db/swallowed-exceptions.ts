/**
 * Counts the C++ exceptions thrown inside the engine, none of which it handles. Most make the statement end without
 * a command tag, but where PostgreSQL's own error frames lie between (CREATE TABLE AS, CREATE INDEX, DO with an
 * exception block) they are taken for success: the engine says CREATE and there is no table. The throw itself is a
 * JavaScript function handed to the WebAssembly module, so it can be watched. Valid input throws nothing.
 */
let thrown = 0
let watching = false

/** Exceptions since the process began; a statement during which it rose did not do what it reports. */
export const exceptionsThrown = (): number => thrown

function watch(imports: WebAssembly.ModuleImports): void {
  const original = imports['__cxa_throw']
  if (typeof original !== 'function') return
  const counted = (...args: unknown[]): unknown => {
    thrown++
    return Reflect.apply(original, undefined, args)
  }
  // the loader of PostGIS, which comes as a second module, reads the function's signature from it
  imports['__cxa_throw'] = Object.assign(counted, { sig: (original as { sig?: string }).sig })
  watching = true
}

/** Must run before the engine is loaded; changes WebAssembly.instantiate of this process, which is the child's only. */
export function watchExceptions(): void {
  const instantiate = WebAssembly.instantiate
  Object.assign(WebAssembly, {
    instantiate(source: BufferSource, imports?: WebAssembly.Imports) {
      const env = imports?.['env']
      if (env !== undefined) watch(env)
      return instantiate(source, imports)
    },
  })
}

/** @throws Error when the engine's packages changed so much that exceptions can no longer be seen */
export function mustBeWatching(): void {
  if (!watching) throw new Error('the engine does not import __cxa_throw: its exceptions would go unseen')
}
