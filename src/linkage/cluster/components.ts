/** Disjoint sets over record numbers; the root of a set is its smallest record. */
export class DisjointSets {
  readonly parent: Int32Array

  constructor(count: number) {
    this.parent = new Int32Array(count)
    for (let i = 0; i < count; i++) this.parent[i] = i
  }

  find(x: number): number {
    const { parent } = this
    let root = x
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number
      root = parent[root] as number
    }
    return root
  }

  /** Joins two roots; the smaller stays root and is returned. */
  join(a: number, b: number): number {
    if (a < b) {
      this.parent[b] = a
      return a
    }
    this.parent[a] = b
    return b
  }

  /** The smallest record of each record's set. */
  labels(): Int32Array {
    return this.parent.map((_, i) => this.find(i))
  }
}
