import { DisjointSets } from './components.ts'
import { Group, type Judging } from './group.ts'
import type { GuardedSets, Links } from './guards.ts'
import { BETWEEN_PAUSES, joinStrongestFirst, type Pause, type Ties } from './strongest-first.ts'

/** A group of more links would take too long and too much memory to average. */
const MOST_LINKS = 3_000_000

/** A group in which nearly everything is linked with everything takes as long with fewer. */
const MOST_DENSE_LINKS = 300_000

/** Pairs weaker than this (bits) are not kept as evidence against: they are all alike. */
export const WEAKEST_BITS = -17.3

/**
 * Average linkage: again and again the two clusters whose records agree best are joined, while
 * the agreement, averaged over their pairs field by field, is above nought and no constraint
 * forbids it. One false link cannot bridge two clusters: it is outvoted.
 *
 * `links` hold weights with the threshold already taken off; those below nought are evidence
 * against. `fieldsOf` writes what each field of a link weighs, cut, NaN where it is missing.
 */
export async function averageLinkage(
  links: Links,
  guarded: GuardedSets,
  judging: Judging,
  fieldsOf: (link: number, out: Float64Array) => void,
  ties: Ties,
  pause: Pause,
): Promise<void> {
  const count = guarded.sets.parent.length
  const groups = groupLinks(count, links, guarded)
  const local = new Int32Array(count).fill(-1)
  const fields = new Float64Array(judging.fields)
  const unsettled = await joinSettled(links, guarded, judging, groups, pause)
  if (unsettled.length === 0) return
  const tieBreak = await ties(membersOf(links, groups, unsettled, local))
  let done = 0
  for (const g of unsettled) {
    const own = groups.order.subarray(groups.starts[g] as number, groups.starts[g + 1] as number)
    done += own.length
    if (done >= BETWEEN_PAUSES) {
      done = 0
      await pause()
    }
    const members: number[] = []
    for (const k of own) {
      for (const end of [links.left[k] as number, links.right[k] as number]) {
        if ((local[end] as number) < 0) {
          local[end] = members.length
          members.push(end)
        }
      }
    }
    if (isTooMuch(own.length, members.length)) {
      for (const member of members) local[member] = -1
      await joinStrongestFirst(positiveOf(links, own), guarded, tieBreak, pause)
      continue
    }
    // In an order of their own, so that sums come out the same to the last bit.
    members.sort((a, b) => (tieBreak[a] as number) - (tieBreak[b] as number))
    members.forEach((member, i) => {
      local[member] = i
    })
    const group = new Group(members, own.length, tieBreak, guarded, judging)
    for (const k of own) {
      fieldsOf(k, fields)
      group.add(
        local[links.left[k] as number] as number,
        local[links.right[k] as number] as number,
        links.weight[k] as number,
        fields,
      )
    }
    for (const member of members) local[member] = -1
    group.joinDecided()
    const merging = group.merge()
    while (!merging.next().done) await pause()
  }
}

/** Joins the groups of which nothing has to be settled; returns the others. */
async function joinSettled(
  links: Links,
  guarded: GuardedSets,
  judging: Judging,
  { order, starts }: LinkGroups,
  pause: Pause,
): Promise<number[]> {
  const unsettled: number[] = []
  let done = 0
  for (let g = 0; g + 1 < starts.length; g++) {
    const own = order.subarray(starts[g] as number, starts[g + 1] as number)
    done += own.length
    if (done >= BETWEEN_PAUSES) {
      done = 0
      await pause()
    }
    if (own.length === 1) joinPair(guarded, links, own[0] as number)
    else if (judging.fields > 1 || !joinAgreed(guarded, links, own)) unsettled.push(g)
  }
  return unsettled
}

/** The records of some groups. `met` is −1 for every record, and is so again afterwards. */
function membersOf(
  { left, right }: Links,
  { order, starts }: LinkGroups,
  groups: readonly number[],
  met: Int32Array,
): Int32Array {
  const members: number[] = []
  for (const g of groups) {
    for (let i = starts[g] as number; i < (starts[g + 1] as number); i++) {
      const k = order[i] as number
      for (const end of [left[k] as number, right[k] as number]) {
        if (met[end] === 0) continue
        met[end] = 0
        members.push(end)
      }
    }
  }
  for (const member of members) met[member] = -1
  return Int32Array.from(members)
}

/**
 * Whether a group is joined strongest first instead. A large sparse group must not be: it hangs
 * together by false links, which only averages outvote.
 */
function isTooMuch(links: number, members: number): boolean {
  const isDense = links > (members * members) / 8
  return links > MOST_LINKS || (isDense && links > MOST_DENSE_LINKS)
}

/** Of a group too dense for averages the positive links. */
function positiveOf(links: Links, own: Int32Array): Links {
  const positive = own.filter((k) => (links.weight[k] as number) > 0)
  return {
    left: positive.map((k) => links.left[k] as number),
    right: positive.map((k) => links.right[k] as number),
    weight: Float64Array.from(positive, (k) => links.weight[k] as number),
    pattern: positive.map((k) => links.pattern[k] as number),
  }
}

/** A group of one link: two records that nothing else touches. */
function joinPair(guarded: GuardedSets, { left, right, weight }: Links, k: number): void {
  const a = guarded.sets.find(left[k] as number)
  const b = guarded.sets.find(right[k] as number)
  if (a !== b && (weight[k] as number) > 0 && guarded.allow(a, b)) guarded.join(a, b)
}

/**
 * Joins a group of which every two records are linked, every link is positive and no constraint
 * stands between any two: weights that count as a whole average above nought however they are
 * put together. False where the group is not like that, and nothing is done.
 */
function joinAgreed(guarded: GuardedSets, links: Links, own: Int32Array): boolean {
  const { left, right, weight } = links
  // n records have n(n − 1)/2 pairs.
  const n = (1 + Math.sqrt(1 + 8 * own.length)) / 2
  if (!Number.isInteger(n) || n > MOST_AGREED) return false
  let members = 0
  for (const k of own) {
    if ((weight[k] as number) <= 0) return false
    for (const end of [left[k] as number, right[k] as number]) {
      let i = 0
      while (i < members && agreed[i] !== end) i++
      if (i < members) continue
      if (members === n) return false
      agreed[members++] = end
    }
    const a = guarded.sets.find(left[k] as number)
    const b = guarded.sets.find(right[k] as number)
    if (a === b || !guarded.allow(a, b)) return false
  }
  if (members !== n) return false
  let root = guarded.sets.find(agreed[0] as number)
  for (let i = 1; i < n; i++) root = guarded.join(root, guarded.sets.find(agreed[i] as number))
  return true
}

/** Larger groups are hardly ever all agreed. */
const MOST_AGREED = 16
const agreed = new Int32Array(MOST_AGREED)

/** Links by group: group g holds `order[starts[g]] … order[starts[g + 1] − 1]`. */
interface LinkGroups {
  order: Int32Array
  starts: readonly number[]
}

/** Links by the group of records that positive links (and decisions) hold together. */
function groupLinks(
  count: number,
  { left, right, weight }: Links,
  guarded: GuardedSets,
): LinkGroups {
  const sets = new DisjointSets(count)
  for (let i = 0; i < count; i++) {
    const root = guarded.sets.find(i)
    if (root !== i) joinAny(sets, root, i)
  }
  for (let k = 0; k < weight.length; k++) {
    if ((weight[k] as number) > 0) joinAny(sets, left[k] as number, right[k] as number)
  }
  const size = new Int32Array(count)
  const rootOf = new Int32Array(weight.length)
  for (let k = 0; k < weight.length; k++) {
    const a = sets.find(left[k] as number)
    rootOf[k] = a === sets.find(right[k] as number) ? a : -1
    if (rootOf[k] !== -1) size[a] = (size[a] as number) + 1
  }
  const next = new Int32Array(count)
  const starts = [0]
  let used = 0
  for (let i = 0; i < count; i++) {
    if (size[i] === 0) continue
    next[i] = used
    used += size[i] as number
    starts.push(used)
  }
  const order = new Int32Array(used)
  for (let k = 0; k < rootOf.length; k++) {
    const root = rootOf[k] as number
    if (root < 0) continue
    const at = next[root] as number
    order[at] = k
    next[root] = at + 1
  }
  return { order, starts }
}

function joinAny(sets: DisjointSets, x: number, y: number): void {
  const a = sets.find(x)
  const b = sets.find(y)
  if (a !== b) sets.join(a, b)
}
