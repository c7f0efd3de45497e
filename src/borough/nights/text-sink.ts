import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { toWindows1252 } from '../formats/windows-1252.ts'

/** A file being written, piece by piece. */
export interface TextSink {
  write(text: string): Promise<void>
  /** Ends the file and answers its size in bytes. */
  end(): Promise<number>
}

const pieceLength = 1 << 18

/** Opens a file for writing in an encoding; the folder is made where it is missing. */
export async function openSink(
  path: string,
  encoding: 'utf-8' | 'windows-1252',
): Promise<TextSink> {
  await mkdir(dirname(path), { recursive: true })
  const stream = createWriteStream(path)
  let pieces: string[] = []
  let length = 0
  async function flush(): Promise<void> {
    if (length === 0) return
    const text = pieces.join('')
    pieces = []
    length = 0
    const bytes = encoding === 'utf-8' ? Buffer.from(text, 'utf8') : toWindows1252(text)
    if (!stream.write(bytes)) await once(stream, 'drain')
  }
  return {
    async write(text) {
      pieces.push(text)
      length += text.length
      if (length >= pieceLength) await flush()
    },
    async end() {
      await flush()
      stream.end()
      await finished(stream)
      return stream.bytesWritten
    },
  }
}
