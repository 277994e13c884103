/** The small canvases on which marks are drawn before the map takes them as images. */

/** device pixels per CSS pixel in an image */
export const imagePixelRatio = 2

/**
 * A canvas of `width` x `height` CSS pixels, drawn by the processor: it is read as soon as it is drawn, and on the graphics card
 * each reading would wait for all that the map draws there.
 */
export function contextOf(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * imagePixelRatio)
  canvas.height = Math.ceil(height * imagePixelRatio)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.scale(imagePixelRatio, imagePixelRatio)
  return context
}

export const pixelsOf = (context: CanvasRenderingContext2D): ImageData => context.getImageData(0, 0, context.canvas.width, context.canvas.height)
