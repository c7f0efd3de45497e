/** How a system writes its CSV files. */
export interface CsvStyle {
  lineEnd: '\n' | '\r\n'
  /** Whether every field stands in quotes, or only those that need it. */
  quotesAll: boolean
}

/** A CSV text of a header and rows, each ended by the style's line end. */
export function csvText(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  style: CsvStyle,
): string {
  const lines = [columns, ...rows].map((row) =>
    row.map((field) => csvField(field, style.quotesAll)).join(','),
  )
  return `${lines.join(style.lineEnd)}${style.lineEnd}`
}

function csvField(field: string, always: boolean): string {
  const needed = always || /[",\r\n]/.test(field) || field !== field.trim()
  return needed ? `"${field.replaceAll('"', '""')}"` : field
}
