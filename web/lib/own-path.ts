/** An address within this program that somebody may be sent on to; anything else, as another host's, becomes `otherwise`. */
export const ownPath = (to: unknown, otherwise: string): string => typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : otherwise
