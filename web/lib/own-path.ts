const own = 'http://own.invalid'

/**
 * An address within this program that somebody may be sent on to; anything else becomes `otherwise`. The browser's own reading decides:
 * it takes `/\t/example.org` for another host's.
 */
export const ownPath = (to: unknown, otherwise: string): string =>
  typeof to === 'string' && to.startsWith('/') && URL.canParse(to, own) && new URL(to, own).origin === own ? to : otherwise
