/**
 * The library's worker fetches GeoJSON by its address, cuts it into tiles, and then sends the whole of it back, for callers who ask the
 * source for its data. Nobody here does, and the base map's seventy thousand corners take the page a third of a second to take apart.
 */
interface Sender { postMessage: (message: unknown, options?: StructuredSerializeOptions) => void }

/** Without the data that somebody at the other end could read from the address himself; anything else as it is. */
export function lean(message: unknown): unknown {
  const { data: answer } = message as { data?: { data?: { type?: unknown } } | null }
  return answer?.data?.type === 'FeatureCollection' ? { ...message as object, data: { ...answer, data: undefined } } : message
}

/** From now on `worker` sends lean messages. */
export function sendLess(worker: Sender): void {
  const send = worker.postMessage.bind(worker)
  worker.postMessage = (message, options) => send(lean(message), options)
}
