import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BadInput } from '#kernel'
import type { Handle } from '#platform/db'
import { headOfLog } from '../data/access-log.queries.ts'

/** The head of the log at a moment, kept where whoever can change the database cannot. */
export interface LodgedHead {
  /** UTC, ISO 8601. */
  readonly lodgedAt: string
  readonly id: number
  readonly hash: string
}

const lodged = z.object({
  lodgedAt: z.string(),
  id: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

/** One line for each head, only ever added to. */
const fileName = 'access-log-heads.jsonl'

/**
 * Writes down the log's head in a folder outside the database. A chain that is rewritten afterwards,
 * whole and without a flaw, no longer leads to it. Undefined for an empty log.
 */
export async function lodgeHead(
  db: Handle,
  folder: string,
  now: Date = new Date(),
): Promise<LodgedHead | undefined> {
  const head = await headOfLog(db)
  if (head === undefined) return undefined
  const line = { lodgedAt: now.toISOString(), ...head }
  await mkdir(folder, { recursive: true })
  await appendFile(join(folder, fileName), `${JSON.stringify(line)}\n`)
  return line
}

/** All heads ever lodged in a folder. @throws BadInput naming a line that is none */
export async function readLodgedHeads(folder: string): Promise<LodgedHead[]> {
  const file = join(folder, fileName)
  if (!existsSync(file)) return []
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line, at) => {
    const parsed = lodged.safeParse(jsonOf(line))
    if (parsed.success) return parsed.data
    throw new BadInput('This line is no head of the access log.', {
      where: { file, line: at + 1 },
      fix: 'Put the file back as it was: it is part of the proof.',
    })
  })
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
