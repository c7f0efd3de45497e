import { dataKindKeys, type Grants, grantKey, sensitivities } from '#access'

/** Grants that open everything of these feeds. */
export function grantsOn(...feeds: readonly string[]): Grants {
  const keys = feeds.flatMap((feed) =>
    dataKindKeys.flatMap((kind) => sensitivities.map((how) => grantKey(feed, kind, how))),
  )
  return { keys, limited: [] }
}

/** Grants that open everything of the feeds that tests use. */
export const allShared: Grants = grantsOn(
  ...['social-care', 'education', 'child-health', 'police', 'charity', 'hospital'],
  ...['youth-justice', 'education-welfare', 'care', 'school', 'health', 'housing'],
  ...['good', 'fair', 'council', 'system', 'project'],
)
