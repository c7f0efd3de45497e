/** Where a feed's columns stand in its XML: worked out once for a file. */
export interface XmlLayout {
  /** The elements from the root to one record. */
  readonly recordPath: readonly string[]
  readonly columnNames: readonly string[]
  /** For each column's name, where it stands in a row. */
  readonly index: ReadonlyMap<string, number>
  /** The elements that repeat within a record. */
  readonly repeats: ReadonlySet<string>
  /** For each column, the repeating element that it is in. */
  readonly groupOf: readonly (string | undefined)[]
  /** The elements around columns. */
  readonly around: ReadonlySet<string>
}

/** Works out the layout from the paths that a feed's definition names. */
export function xmlLayout(rules: {
  readonly recordPath: string
  readonly columnNames: readonly string[]
  readonly repeats: readonly string[]
}): XmlLayout {
  const { columnNames, repeats } = rules
  return {
    recordPath: rules.recordPath.split('/'),
    columnNames,
    index: new Map(columnNames.map((name, at) => [name, at])),
    repeats: new Set(repeats),
    groupOf: columnNames.map((name) =>
      repeats.find((path) => name === path || name.startsWith(`${path}/`)),
    ),
    around: new Set(columnNames.flatMap(pathsAround)),
  }
}

/** The elements around a column: `Name` for `Name/Family`, and `Carer` for `Carer/@kind`. */
function pathsAround(name: string): string[] {
  const parts = name.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}
