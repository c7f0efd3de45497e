/** What differs between the databases that the engine's SQL can be written for. */
export interface Dialect {
  name: 'duckdb' | 'spark'
  /** A name of a column or table. */
  quote(name: string): string
  /** Everything that a pattern matches, replaced. */
  replaceAll(value: string, pattern: string, by: string): string
  /** What a group of a pattern matches; an empty text where nothing does. */
  extract(value: string, pattern: string, group: number): string
  /** Text without accents. */
  plain(value: string): string
  /** A date in one of several strptime formats as YYYY-MM-DD, else nothing. */
  date(value: string, formats: readonly string[]): string
  /** Days from one YYYY-MM-DD text to another; nothing where either is no date. */
  daysBetween(a: string, b: string): string
  /** Pair functions by their names in this database. */
  jaroWinkler(a: string, b: string): string
  damerauLevenshtein(a: string, b: string): string
  jaccard(a: string, b: string): string
  hamming(a: string, b: string): string
  /** Elements that two arrays, kept as text with a separator, share. */
  shared(a: string, b: string, separator: string): string
  number(value: string): string
  contains(whole: string, part: string): string
  /** One row for each element of an array kept as text: a lateral table `t(element)`. */
  explode(value: string, separator: string): string
  /** Functions that the database does not have and a caller must register. */
  registers: readonly string[]
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`

/** DuckDB, which the engine itself runs on. */
export const DUCKDB: Dialect = {
  name: 'duckdb',
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  replaceAll: (value, pattern, by) =>
    `regexp_replace(${value}, ${text(pattern)}, ${text(by)}, 'g')`,
  extract: (value, pattern, group) => `regexp_extract(${value}, ${text(pattern)}, ${group})`,
  plain: (value) => `strip_accents(${value})`,
  date: (value, formats) =>
    `strftime(coalesce(${formats.map((f) => `try_strptime(trim(${value}), ${text(f)})`).join(', ')}), '%Y-%m-%d')`,
  daysBetween: (a, b) => `date_diff('day', TRY_CAST(${a} AS DATE), TRY_CAST(${b} AS DATE))`,
  jaroWinkler: (a, b) => `jaro_winkler_similarity(${a}, ${b})`,
  damerauLevenshtein: (a, b) => `damerau_levenshtein(${a}, ${b})`,
  jaccard: (a, b) => `jaccard(${a}, ${b})`,
  hamming: (a, b) => `CASE WHEN length(${a}) = length(${b}) THEN hamming(${a}, ${b}) END`,
  shared: (a, b, separator) =>
    `len(list_intersect(string_split(${a}, ${separator}), string_split(${b}, ${separator})))`,
  number: (value) => `TRY_CAST(${value} AS DOUBLE)`,
  contains: (whole, part) => `contains(${whole}, ${part})`,
  explode: (value, separator) =>
    `(SELECT DISTINCT unnest(string_split(${value}, ${separator})) AS element)`,
  registers: [],
}

const SPARK_DATE: Readonly<Record<string, string>> = { '%Y': 'yyyy', '%m': 'M', '%d': 'd' }

/** Spark SQL, for tables that one machine is too small for. */
export const SPARK: Dialect = {
  name: 'spark',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  // Spark reads a backslash in a text as an escape, so a pattern's own are doubled.
  replaceAll: (value, pattern, by) =>
    `regexp_replace(${value}, ${text(pattern.replaceAll('\\', '\\\\'))}, ${text(by)})`,
  extract: (value, pattern, group) =>
    `regexp_extract(${value}, ${text(pattern.replaceAll('\\', '\\\\'))}, ${group})`,
  plain: (value) => `strip_accents(${value})`,
  date: (value, formats) => {
    const tries = formats.map(
      (f) =>
        `try_to_timestamp(trim(${value}), ${text(f.replace(/%[Ymd]/g, (p) => SPARK_DATE[p] ?? p))})`,
    )
    return `date_format(coalesce(${tries.join(', ')}), 'yyyy-MM-dd')`
  },
  daysBetween: (a, b) => `datediff(TRY_CAST(${b} AS DATE), TRY_CAST(${a} AS DATE))`,
  jaroWinkler: (a, b) => `jaro_winkler_similarity(${a}, ${b})`,
  damerauLevenshtein: (a, b) => `damerau_levenshtein(${a}, ${b})`,
  jaccard: (a, b) => `character_jaccard(${a}, ${b})`,
  hamming: (a, b) =>
    `CASE WHEN length(${a}) = length(${b}) THEN aggregate(zip_with(split(${a}, ''), split(${b}, ''), (x, y) -> CASE WHEN x = y THEN 0 ELSE 1 END), 0, (s, x) -> s + x) END`,
  shared: (a, b, separator) =>
    `size(array_intersect(split(${a}, ${separator}), split(${b}, ${separator})))`,
  number: (value) => `TRY_CAST(${value} AS DOUBLE)`,
  contains: (whole, part) => `contains(${whole}, ${part})`,
  explode: (value, separator) =>
    `(SELECT DISTINCT explode(split(${value}, ${separator})) AS element)`,
  registers: [
    'strip_accents',
    'jaro_winkler_similarity',
    'damerau_levenshtein',
    'character_jaccard',
  ],
}
