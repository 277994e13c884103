/** Characters that RFC 5987 wants encoded and `encodeURIComponent` leaves as they are. */
const left = /['()*!]/g

/**
 * `Content-Disposition` for a file to be saved, never shown: a name of ASCII for old clients, the real one in UTF-8
 * (RFC 6266).
 *
 * @param ascii what a client gets that knows no UTF-8 names
 */
export function attachment(ascii: string, name: string): string {
  const encoded = encodeURIComponent(name).replace(left, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
