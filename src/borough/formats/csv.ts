/** How a system writes its CSV files. */
export interface CsvStyle {
  /** Default a comma. */
  delimiter?: string
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
  return [columns, ...rows].map((row) => csvLine(row, style)).join('')
}

/** One line with its end. */
export function csvLine(fields: readonly string[], style: CsvStyle): string {
  return `${csvFields(fields, style)}${style.lineEnd}`
}

/** Fields with what stands between them, without a line end. */
export function csvFields(fields: readonly string[], style: CsvStyle): string {
  const { delimiter = ',', quotesAll } = style
  return fields.map((field) => csvField(field, delimiter, quotesAll)).join(delimiter)
}

function csvField(field: string, delimiter: string, always: boolean): string {
  const needed =
    always || /["\r\n]/.test(field) || field.includes(delimiter) || field !== field.trim()
  return needed ? `"${field.replaceAll('"', '""')}"` : field
}
