/**
 * Columns that nobody reads who has the database alone: AES-256-GCM under keys that come from IDENTITY_KEY.
 * Algorithm and key are written before each value, so that another cipher or a new key can follow without a guess.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const aes256gcm = 1
const headerBytes = 5
const nonceBytes = 12
const tagBytes = 16

export interface Sealer {
  /** @param place `table|row|column`: a value that is moved to another place cannot be opened there */
  seal(text: string, place: string): Buffer
  /** @throws Error for a value that was changed, moved or sealed under another key */
  unseal(sealed: Uint8Array, place: string): string
  /** 32 bytes that are the same for the same text and tell nothing about it without the key */
  mark(text: string): Buffer
}

/** @param purpose values of one purpose cannot be opened as those of another */
export function sealerFor(identityKey: string, purpose: string): Sealer {
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', identityKey, '', `${purpose} ${use}`, 32))
  const key = derive('seal')
  const markKey = derive('mark')
  const header = Buffer.concat([Buffer.from([aes256gcm]), createHash('sha256').update(key).digest().subarray(0, headerBytes - 1)])
  const bound = (place: string): Buffer => Buffer.concat([header, Buffer.from(place)])
  return {
    seal(text, place) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body])
    },
    unseal(sealed, place) {
      const [from, to] = [headerBytes + nonceBytes, headerBytes + nonceBytes + tagBytes]
      if (sealed.length < to || !timingSafeEqual(sealed.subarray(0, headerBytes), header)) {
        throw new Error('密文不是用现在的 IDENTITY_KEY 加密的 / sealed under another IDENTITY_KEY')
      }
      const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(headerBytes, from), { authTagLength: tagBytes })
        .setAAD(bound(place)).setAuthTag(sealed.subarray(from, to))
      return Buffer.concat([cipher.update(sealed.subarray(to)), cipher.final()]).toString('utf8')
    },
    mark: (text) => createHmac('sha256', markKey).update(text).digest(),
  }
}
