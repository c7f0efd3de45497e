import type { DuckDBConnection } from '@duckdb/node-api'
import { type LinkageIndex, openSearch, type SearchFields } from '#linkage'
import type { Row } from '../table.ts'

/** Searches of each kind. */
const EACH = 150

/** What the search's row of the table is made from; times in milliseconds. */
export interface SearchFigures {
  records: number
  prepareSeconds: number
  indexBytes: number
  searchBytes: number
  kinds: { kind: string; median: number; p95: number; slowest: number; found: number }[]
  p95: number
  /** Of the thread's own CPU time: what a search takes where nobody else wants the machine. */
  cpuP95: number
  longestStall: number
  /** The most CPU time that the thread took between two ticks: the longest turn by itself. */
  longestTurn: number
  /** The longest stall of the same thread while it does nothing: what the machine itself costs. */
  idleStall: number
}

interface Known {
  id: string
  first_name: string | null
  surname: string | null
  dob: string | null
  postcode: string | null
}

/** What people type, made from records that are there; each names the record that is meant. */
const KINDS: Record<string, (k: Known) => SearchFields> = {
  'a whole record': ({ id: _, ...fields }) => fields,
  'name and birth date': ({ first_name, surname, dob }) => ({ first_name, surname, dob }),
  'name alone': ({ first_name, surname }) => ({ first_name, surname }),
  'a slip in the surname': ({ first_name, surname, dob }) => ({
    first_name,
    surname: slip(surname),
    dob,
  }),
  'slips in both names, no date': ({ first_name, surname, postcode }) => ({
    first_name: slip(first_name),
    surname: slip(surname),
    postcode,
  }),
  'beginnings and a year': ({ first_name, surname, dob }) => ({
    first_name: `${first_name?.slice(0, 3)}*`,
    surname: `${surname?.slice(0, 4)}*`,
    dob: `${dob?.slice(0, 4)}*`,
  }),
  'birth date and postcode': ({ dob, postcode }) => ({ dob, postcode }),
}

const slip = (text: string | null) => text && text.slice(0, 2) + text.slice(3)

/** Searches one after the other, as a page would ask, and watches the event loop meanwhile. */
export async function measureSearch(
  connection: DuckDBConnection,
  index: LinkageIndex,
): Promise<SearchFigures> {
  const started = performance.now()
  const search = await openSearch(index)
  const prepareSeconds = (performance.now() - started) / 1000
  const reader = await connection.runAndReadAll(
    `SELECT id, first_name, surname, dob, postcode FROM now
     WHERE first_name IS NOT NULL AND surname IS NOT NULL AND dob IS NOT NULL AND postcode IS NOT NULL
     ORDER BY hash(id || 'asked'), id LIMIT ${EACH}`,
  )
  const asked = reader.getRowObjects() as unknown as Known[]
  // Like a server that has been up for a while.
  for (const known of asked.slice(0, 30))
    for (const ask of Object.values(KINDS)) await search.find(ask(known))
  const idleStall = await longestStall(() => new Promise((resolve) => setTimeout(resolve, 5000)))
  const kinds: SearchFigures['kinds'] = []
  const all: number[] = []
  const cpu: number[] = []
  const stall = await longestStall(async () => {
    for (const [kind, ask] of Object.entries(KINDS)) {
      const times: number[] = []
      let found = 0
      for (const known of asked) {
        const before = performance.now()
        const used = threadMs()
        const hits = await search.find(ask(known))
        times.push(performance.now() - before)
        cpu.push(threadMs() - used)
        if (hits.some((h) => h.id === known.id || h.cluster === index.clusterOf(known.id)[0]))
          found++
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      all.push(...times)
      times.sort((a, b) => a - b)
      kinds.push({
        kind,
        median: at(times, 0.5),
        p95: at(times, 0.95),
        slowest: at(times, 1),
        found: found / asked.length,
      })
    }
  })
  all.sort((a, b) => a - b)
  cpu.sort((a, b) => a - b)
  return {
    records: index.count,
    prepareSeconds,
    indexBytes: index.bytes,
    searchBytes: search.bytes,
    kinds,
    p95: at(all, 0.95),
    cpuP95: at(cpu, 0.95),
    longestStall: stall.wall,
    longestTurn: stall.cpu,
    idleStall: idleStall.wall,
  }
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

const threadMs = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The longest that a timer of one millisecond had to wait while some work was done. */
async function longestStall(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const longest = { wall: 0, cpu: 0 }
  let last = performance.now()
  let used = threadMs()
  const timer = setInterval(() => {
    const [now, cpu] = [performance.now(), threadMs()]
    longest.wall = Math.max(longest.wall, now - last - 1)
    longest.cpu = Math.max(longest.cpu, cpu - used)
    last = now
    used = cpu
  }, 1)
  await work()
  clearInterval(timer)
  return longest
}

/** The rows of the table. */
export function searchRows(figures: SearchFigures): Row[] {
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  const ms = (time: number) => `${time.toFixed(1)} ms`
  return [
    {
      work: `search among ${figures.records} records, ${figures.kinds.length} kinds, 95th percentile`,
      splink: 'has none',
      ours: `${ms(figures.p95)} (of the thread’s own CPU time ${ms(figures.cpuP95)}); index ${mb(figures.indexBytes)} + ${mb(figures.searchBytes)}`,
      ratio: '',
      target: 'under 20 ms',
      reached: figures.p95 < 20,
    },
    {
      work: 'longest stall of the event loop meanwhile',
      splink: 'has none',
      ours: `${ms(figures.longestStall)} (own CPU time ${ms(figures.longestTurn)}; doing nothing ${ms(figures.idleStall)})`,
      ratio: '',
      target: 'under 20 ms',
      reached: figures.longestStall < 20,
    },
  ]
}
