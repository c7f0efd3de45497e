/** Two clusters that might be joined next. */
export interface Candidate {
  strength: number
  a: number
  b: number
  /** The clusters' versions when it was made: it is out of date once either has grown. */
  stamp: number
}

/** A heap of candidates, the strongest on top. */
export class CandidateHeap {
  readonly #items: Candidate[] = []
  readonly #tie: (x: Candidate, y: Candidate) => boolean

  constructor(tie: (x: Candidate, y: Candidate) => boolean) {
    this.#tie = tie
  }

  #over(x: Candidate, y: Candidate): boolean {
    return x.strength > y.strength || (x.strength === y.strength && this.#tie(x, y))
  }

  push(item: Candidate): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!this.#over(item, items[up] as Candidate)) break
      items[at] = items[up] as Candidate
      at = up
    }
    items[at] = item
  }

  pop(): Candidate | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (items.length === 0 || last === undefined) return top
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      if (child >= items.length) break
      if (
        child + 1 < items.length &&
        this.#over(items[child + 1] as Candidate, items[child] as Candidate)
      ) {
        child++
      }
      if (!this.#over(items[child] as Candidate, last)) break
      items[at] = items[child] as Candidate
      at = child
    }
    items[at] = last
    return top
  }
}
