import { z } from 'zod'
import { contentSchemas, type RecordKind } from '../records.ts'

/** What a field of a record kind takes, read from its Zod schema so that the two cannot part. */
export interface FieldType {
  readonly is: 'text' | 'texts' | 'date' | 'boolean' | 'choice' | 'names'
  /** The values of a choice. */
  readonly choices: readonly string[]
  readonly isRequired: boolean
}

/** The fields of a record kind and what each takes. */
export function fieldTypesOf(kind: RecordKind): ReadonlyMap<string, FieldType> {
  const shape: Record<string, z.ZodType> = contentSchemas[kind].shape
  return new Map(Object.entries(shape).map(([name, schema]) => [name, fieldTypeOf(schema)]))
}

function fieldTypeOf(schema: z.ZodType): FieldType {
  const inner = withoutWrapping(schema)
  const isRequired = inner === schema
  if (inner instanceof z.ZodISODate) return { is: 'date', choices: [], isRequired }
  if (inner instanceof z.ZodBoolean) return { is: 'boolean', choices: [], isRequired }
  if (inner instanceof z.ZodEnum) {
    return { is: 'choice', choices: inner.options.map(String), isRequired }
  }
  if (inner instanceof z.ZodArray) {
    return { is: inner.element instanceof z.ZodObject ? 'names' : 'texts', choices: [], isRequired }
  }
  return { is: 'text', choices: [], isRequired }
}

function withoutWrapping(schema: z.ZodType): z.ZodType {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) {
    inner = inner.def.innerType as z.ZodType
  }
  return inner
}
