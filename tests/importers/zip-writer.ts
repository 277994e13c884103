import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  name: string | Buffer
  data: Buffer | string
  /** what the directory says the entry inflates to; the truth when absent */
  declaredSize?: number
  encrypted?: boolean
  symlink?: boolean
  stored?: boolean
}

/** A zip as any program writes it, and as no honest program would: lying sizes, encryption marks, links, unsafe names. */
export function zip(parts: ZipPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = typeof part.name === 'string' ? Buffer.from(part.name) : part.name
    const data = Buffer.from(part.data as string)
    const body = part.stored ? data : deflateRawSync(data)
    const flags = (part.encrypted ? 1 : 0) | (typeof part.name === 'string' ? 0x800 : 0)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(part.stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(body.length, 14)
    common.writeUInt32LE(part.declaredSize ?? data.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, body])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(part.symlink ? 0o120777 * 0x10000 : 0, 6)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('504b0102', 'hex'), Buffer.from([20, 3]), common, tail, name]))
    files.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('504b0506', 0, 'hex')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}
