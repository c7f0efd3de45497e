import { crc32 } from 'node:zlib'

/**
 * A ZIP with these files, stored as they are: enough for tests, which need no packing and want to
 * find a byte again.
 */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = []
  const index: Buffer[] = []
  let at = 0
  for (const [fileName, content] of Object.entries(files)) {
    const name = Buffer.from(fileName)
    const bytes = Buffer.from(content)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt32LE(crc32(bytes), 10)
    about.writeUInt32LE(bytes.length, 14)
    about.writeUInt32LE(bytes.length, 18)
    about.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), about, name, bytes])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const made = Buffer.from([20, 0])
    index.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), made, about, place, name]))
    bodies.push(local)
    at += local.length
  }
  const all = Buffer.concat(index)
  const end = Buffer.alloc(18)
  const count = index.length
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(all.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...bodies, all, Buffer.from('PK\u0005\u0006'), end])
}
