/** One row of a CSV file or one record of an XML file, its values in the order of the feed's columns. */
export interface Row {
  /** The line that it begins on. */
  readonly line: number
  /** Empty text where the file has nothing. */
  readonly values: readonly string[]
  /** Where each value stands: the field's number in CSV, the character in XML; from 1. */
  readonly columns: readonly number[]
  /** The line of each value where that differs from the row's: XML. */
  readonly lines?: readonly number[]
  /** XML: the elements that repeat within the record, by path, each as a row. */
  readonly groups?: ReadonlyMap<string, readonly Row[]>
}
