/** Faults of the text of a query: what DuckDB says of them names no value of a record. */
const OF_THE_TEXT = /^(Binder|Parser|Catalog|Syntax) Error/

/** What DuckDB says of a query that failed, without the values that it may quote. */
export function sqlFault(error: unknown): string {
  const said = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
  if (OF_THE_TEXT.test(said)) return said
  const kind = /^[A-Z][A-Za-z ]* Error/.exec(said)?.[0] ?? 'an error'
  return `${kind} at some value (TRY_CAST and try_strptime give nothing where a value does not fit)`
}
