import type { RecordKind } from '../records.ts'

/** What this module publishes in the schema `extract`, as its queries see it. */
export interface ExtractTables {
  'extract.current_record_v1': {
    record_id: string
    feed: string
    kind: RecordKind
    record_key: string
    person_key: string
    content: unknown
    recorded_on: string
  }
  'extract.feed_freshness_v1': {
    feed: string
    source_name: string
    organisation: string
    late_after_hours: number
    last_extract_at: Date | null
  }
}
