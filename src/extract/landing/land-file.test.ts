import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BadInput, Unavailable } from '#kernel'
import { makeWorkplace, type Workplace } from '../testing/test-feeds.ts'
import { type LandingFile, landFile } from './land-file.ts'

let place: Workplace
beforeEach(() => {
  place = makeWorkplace()
})
afterEach(() => place.remove())

const land = (source: string, more = {}) =>
  landFile(source, { home: place.home, feed: 'clinic', settleMs: 5, ...more })

/** A disk with room for so many bytes: the file is real, and what goes over fails as Linux does. */
function diskWithRoomFor(bytes: number) {
  return async (path: string): Promise<LandingFile> => {
    const file = await open(path, 'w')
    let room = bytes
    return {
      async write(chunk) {
        await file.write(chunk.subarray(0, room))
        if (chunk.length > room) {
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        }
        room -= chunk.length
      },
      sync: () => file.sync(),
      close: () => file.close(),
    }
  }
}

describe('landFile', () => {
  it('keeps the file as it came, under its checksum', async () => {
    const content = Buffer.from(Array.from({ length: 700_000 }, (_, at) => at % 251))
    const landed = await land(place.put('clinic-20260101.csv', content))
    const checksum = createHash('sha256').update(content).digest('hex')
    expect(landed).toMatchObject({ checksum, bytes: 700_000, fileName: 'clinic-20260101.csv' })
    expect(readFileSync(landed.path).equals(content)).toBe(true)
    expect(place.landed('clinic')).toEqual([`${checksum}-clinic-20260101.csv`])
  })

  it('lands the same file twice as one', async () => {
    const source = place.put('clinic-20260101.csv', 'a')
    expect(await land(source)).toEqual(await land(source))
    expect(place.landed('clinic')).toHaveLength(1)
  })

  it('leaves nothing behind when the disk is full, and says so', async () => {
    const source = place.put('clinic-20260101.csv', 'a'.repeat(600_000))
    const error = await land(source, { openFile: diskWithRoomFor(300_000) }).catch((e) => e)
    expect(error).toBeInstanceOf(Unavailable)
    expect(error).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('clinic-20260101.csv'),
      where: { file: 'clinic-20260101.csv' },
    })
    expect(place.landed('clinic')).toEqual([])
  })

  it('waits for a file that is still growing', async () => {
    const source = place.put('clinic-20260101.csv', 'id,name\n')
    const landing = land(source, { settleMs: 60 }).catch((e) => e)
    await wait(20)
    appendFileSync(source, '1,A\n')
    expect(await landing).toMatchObject({
      code: 'still-written',
      message: 'clinic-20260101.csv is still being written.',
    })
    expect(place.landed('clinic')).toEqual([])
  })

  it('drops a copy whose source was written to meanwhile', async () => {
    const source = place.put('clinic-20260101.csv', 'first')
    const openFile = async (path: string) => {
      writeFileSync(source, 'other, and longer')
      return diskWithRoomFor(1000)(path)
    }
    await expect(land(source, { openFile })).rejects.toMatchObject({ code: 'still-written' })
    expect(place.landed('clinic')).toEqual([])
  })

  it.each(['clinic-20260101.csv.part', 'clinic-20260101.tmp', '.clinic-20260101.csv'])(
    'takes %s for unfinished',
    async (name) => {
      await expect(land(place.put(name, 'a'))).rejects.toMatchObject({ code: 'still-written' })
    },
  )

  it('names a file that is not there', async () => {
    const error = await land(`${place.inbox}/gone.csv`).catch((e) => e)
    expect(error).toBeInstanceOf(BadInput)
    expect(error.message).toContain('gone.csv')
  })
})
