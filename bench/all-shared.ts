import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { dataKindKeys, type Grants, grantKey, sensitivities } from '#access'

/** Grants that open everything of every feed in `feeds/`, to measure reading and not the rules. */
export const allShared: Grants = {
  keys: readdirSync('feeds')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .flatMap((feed) =>
      dataKindKeys.flatMap((kind) => sensitivities.map((how) => grantKey(feed, kind, how))),
    ),
  limited: [],
}
