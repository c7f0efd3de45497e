import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { loadInChild } from './child.ts'
import { emptyTables, type Workshop } from './workshop.ts'

/** The peak memory of the loading process, PostgreSQL apart. */
export interface MemoryUse {
  readonly rows: number
  readonly firstMb: number
  readonly firstSeconds: number
  /** The next night: the same file with every hundredth row changed and every thousandth gone. */
  readonly nextMb: number
  readonly nextSeconds: number
}

/** Loads a register of so many rows, and its next night. */
export async function measureMemory(
  { database, dir, url }: Workshop,
  rows: number,
): Promise<MemoryUse> {
  await emptyTables(database)
  const home = join(dir, 'home-memory')
  const load = async (day: number) => {
    const inbox = join(dir, `register-${day}`)
    await writeRegister(inbox, rows, day)
    const end = await loadInChild(url, 'bench/loading/big', inbox, home).end
    if (!end.isDone || end.report?.refused !== 0) throw new Error(`The load failed: ${end.errors}`)
    return { mb: end.report.peakMb, seconds: end.seconds }
  }
  const first = await load(1)
  const next = await load(2)
  return {
    rows,
    firstMb: first.mb,
    firstSeconds: first.seconds,
    nextMb: next.mb,
    nextSeconds: next.seconds,
  }
}

async function writeRegister(inbox: string, rows: number, day: number): Promise<void> {
  mkdirSync(inbox, { recursive: true })
  const file = createWriteStream(join(inbox, `register-2026010${day}.csv`))
  let text = 'id,surname,forename,dob,postcode\n'
  for (let key = 1; key <= rows; key++) {
    if (day > 1 && key % 1000 === 0) continue
    const forename = day > 1 && key % 100 === 0 ? 'Changed' : `Forename${key % 977}`
    const born = `20${String(key % 20).padStart(2, '0')}-0${(key % 9) + 1}-1${key % 10}`
    text += `${key},Surname${key % 9973},${forename},${born},ZZ1 ${key % 10}AA\n`
    if (text.length < 1 << 18) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await finished(file)
}
