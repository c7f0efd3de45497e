/**
 * Every error that the linkage engine raises on purpose: the message says what is wrong,
 * where, and what to do. It never holds a value of a record.
 */
export class LinkageError extends Error {
  readonly code: LinkageErrorCode

  constructor(code: LinkageErrorCode, message: string) {
    super(message)
    this.name = 'LinkageError'
    this.code = code
  }
}

export type LinkageErrorCode =
  | 'model-unreadable'
  | 'model-invalid'
  | 'expression-invalid'
  | 'column-missing'
  | 'id-invalid'
  | 'table-missing'
  | 'input-invalid'
  | 'parameters-invalid'
  | 'decisions-contradict'
  | 'index-unreadable'
  | 'index-unusable'
  | 'too-many-pairs'
  | 'cancelled'
