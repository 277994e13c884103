/** Runs `then` once the page has painted what it knows now; returns how to call it off. */
export function afterPaint(then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => { timer = setTimeout(then) })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** Runs `then` now; there is nothing to call off. */
export function atOnce(then: () => void): () => void {
  then()
  return () => undefined
}
