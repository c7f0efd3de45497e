import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BadInput } from '#kernel'
import { type Database, onOneConnection } from '#platform/db'
import { type PastLoad, pastLoads } from '../data/replay.queries.ts'
import type { SecretKeys } from '../encryption/secret-keys.ts'
import { readFileName } from '../feeds/file-pattern.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import { type LoadResult, loadInto } from '../load/load-file.ts'

/** Which past load to take again, why and for whom. */
export interface ReplayOrder {
  readonly feeds: readonly Feed[]
  /** Kith's home, where files were landed. */
  readonly home: string
  readonly loadId: number
  readonly reason: string
  readonly by: string
  /** Secret keys, for files that came encrypted. */
  readonly keys?: SecretKeys
}

/**
 * Takes a past load again from its landed file, read by the definition as it stands now, so that
 * what was in force after that load is in force again. Of a feed of deltas the full extract before
 * it and each delta since are taken, in one transaction. What was erased in the meantime stays
 * erased, and files newer than the load are not taken again by themselves: only a new one is.
 *
 * @throws BadInput where there is no such load, or a landed file is gone. FileRefused where a file
 * no longer fits the definition, or a check stops it.
 */
export async function replayLoad(
  database: Database,
  { feeds, home, loadId, reason, by, keys }: ReplayOrder,
): Promise<LoadResult[]> {
  if (reason.trim() === '') throw new BadInput('Say why the load is taken again.')
  return onOneConnection(database, async (client) => {
    const loads = await pastLoads(client, loadId)
    const feed = feeds.find((one) => one.feed === loads[0]?.feed)
    if (feed === undefined) throw noSuchLoad(loadId)
    const results: LoadResult[] = []
    for (const load of loads) {
      const landed = { ...load, path: landedPath(home, load) }
      const named = readFileName(feed.file.pattern, load.fileName) ?? {
        extractOn: load.extractOn,
        extract: load.extract,
      }
      const replay = { ofLoad: load.loadId, reason: reason.trim(), by }
      const onBytes = () => {}
      results.push(
        await loadInto(client, {
          ...{ feed, landed, named, feeds, onBytes, replay, keys },
          now: undefined,
        }),
      )
    }
    return results
  })
}

function landedPath(home: string, { feed, checksum, fileName }: PastLoad): string {
  const folder = join(home, 'landed', feed)
  const name = filesOf(folder).find((one) => one.startsWith(`${checksum}-`))
  if (name !== undefined) return join(folder, name)
  throw new BadInput(`The landed file of ${fileName} is no longer there.`, {
    fix: 'Landed files are kept for a time only. Ask the sender for the extract again.',
    where: { file: fileName },
  })
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function noSuchLoad(loadId: number): BadInput {
  return new BadInput(`There is no good load ${loadId} of a feed that is defined.`, {
    fix: 'kith feed loads FEED lists them.',
  })
}
