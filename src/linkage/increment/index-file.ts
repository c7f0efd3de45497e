import { open, rename, rm } from 'node:fs/promises'
import { endianness } from 'node:os'
import { z } from 'zod'
import { LinkageError } from '../errors.ts'
import { parseModel } from '../model/read-model.ts'
import { parametersSchema } from '../model/saved-model.ts'
import {
  frequenciesFrom,
  frequencyTableSchema,
  plainFrequencies,
} from '../score/frequency-table.ts'
import { checkParameters, type Parameters } from '../train/parameters.ts'
import { type Parts, roomy } from './growing.ts'
import { IndexedRows } from './indexed-rows.ts'
import { LinkageIndex } from './linkage-index.ts'
import { RuleBlocks } from './rule-blocks.ts'

/** First bytes of an index file, with the version of its form. */
const MARK = 'kith linkage index 1\n'

const KINDS = { Int32Array, Uint32Array, Uint16Array, Uint8Array } as const
type Kind = keyof typeof KINDS

const pair = z.tuple([z.string(), z.string()])
const headerSchema = z.object({
  order: z.enum(['LE', 'BE']),
  model: z.unknown(),
  parameters: parametersSchema,
  frequencies: frequencyTableSchema,
  threshold: z.number(),
  severalTables: z.boolean(),
  seed: z.number(),
  sourceNames: z.array(z.string()),
  decisions: z.object({ same: z.array(pair), notSame: z.array(pair) }),
  arrays: z.array(
    z.object({
      of: z.string(),
      name: z.string(),
      kind: z.enum(['Int32Array', 'Uint32Array', 'Uint16Array', 'Uint8Array']),
      length: z.int(),
    }),
  ),
})

/**
 * Saves an index as one file, which takes the place of an earlier one only when it is whole. It
 * holds the records' values: it is readable by its owner alone.
 */
export async function saveIndex(path: string, index: LinkageIndex): Promise<void> {
  if (index.broken) {
    throw new LinkageError(
      'index-unusable',
      'The index is being changed, or failed; it was not saved.',
    )
  }
  const parts: [string, Parts][] = [
    ...Object.entries(index.rows.parts()),
    ...index.blocks.map((b, i): [string, Parts] => [`blocks ${i}`, b.parts()]),
  ]
  const arrays = parts.flatMap(([of, own]) =>
    Object.entries(own).map(([name, array]) => ({ of, name, array })),
  )
  const { model, parameters, frequencies, threshold, severalTables, seed } = index.basis
  const header: z.input<typeof headerSchema> = {
    order: endianness(),
    model: model.file,
    parameters,
    frequencies: plainFrequencies(frequencies),
    threshold,
    severalTables,
    seed,
    sourceNames: index.sourceNames,
    decisions: {
      same: index.decisions.same.map(([a, b]) => [a, b]),
      notSame: index.decisions.notSame.map(([a, b]) => [a, b]),
    },
    arrays: arrays.map(({ of, name, array }) => ({
      of,
      name,
      kind: array.constructor.name as Kind,
      length: array.length,
    })),
  }
  const text = Buffer.from(JSON.stringify(header))
  const whole = `${path}.part`
  const file = await open(whole, 'w', 0o600)
  try {
    const size = Buffer.alloc(8)
    size.writeBigUInt64LE(BigInt(text.length))
    for (const bytes of [Buffer.from(MARK), size, text]) await file.writeFile(bytes)
    for (const { array } of arrays)
      await file.writeFile(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    await file.sync()
    await file.close()
    await rename(whole, path)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(whole, { force: true })
    throw error
  }
}

/** Reads an index back from its file. */
export async function loadIndex(path: string): Promise<LinkageIndex> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) throw unreadable(path, 'it is not there, or may not be read')
  try {
    const mark = Buffer.alloc(MARK.length + 8)
    await fill(file, mark, path)
    if (mark.toString('utf8', 0, MARK.length) !== MARK)
      throw unreadable(path, 'it is not one, or of another version')
    const size = Number(mark.readBigUInt64LE(MARK.length))
    const { size: whole } = await file.stat()
    if (size > whole) throw unreadable(path, 'it is cut short')
    const text = Buffer.alloc(size)
    await fill(file, text, path)
    const header = headerOf(text, path)
    const parts = new Map<string, Parts>()
    for (const { of, name, kind, length } of header.arrays) {
      const Numbers = KINDS[kind]
      if (length * Numbers.BYTES_PER_ELEMENT > whole) throw unreadable(path, 'it is cut short')
      const array = roomy<Int32Array | Uint32Array | Uint16Array | Uint8Array>(
        Numbers,
        length,
        Numbers.BYTES_PER_ELEMENT,
      )
      await fill(file, new Uint8Array(array.buffer, 0, array.byteLength), path)
      parts.set(of, { ...parts.get(of), [name]: array })
    }
    return indexFrom(header, parts, path)
  } finally {
    await file.close()
  }
}

const unreadable = (path: string, why: string) =>
  new LinkageError(
    'index-unreadable',
    `Cannot read the index ${path}: ${why}. Make it again from the tables.`,
  )

/** Reads so many bytes: a read may give fewer than were asked for. */
async function fill(
  file: Awaited<ReturnType<typeof open>>,
  into: Uint8Array,
  path: string,
): Promise<void> {
  let at = 0
  while (at < into.length) {
    const { bytesRead } = await file.read(into, at, Math.min(into.length - at, 1 << 30))
    if (bytesRead === 0) throw unreadable(path, 'it is cut short')
    at += bytesRead
  }
}

function headerOf(text: Buffer, path: string): z.infer<typeof headerSchema> {
  let plain: unknown
  try {
    plain = JSON.parse(text.toString('utf8'))
  } catch {
    throw unreadable(path, 'its beginning is damaged')
  }
  const parsed = headerSchema.safeParse(plain)
  if (!parsed.success) throw unreadable(path, 'its beginning is damaged')
  if (parsed.data.order !== endianness())
    throw unreadable(path, 'it was written by another kind of machine')
  return parsed.data
}

function indexFrom(
  header: z.infer<typeof headerSchema>,
  parts: ReadonlyMap<string, Parts>,
  path: string,
): LinkageIndex {
  const model = parseModel(header.model, path)
  const { threshold, severalTables, seed, sourceNames, decisions } = header
  const parameters = header.parameters as Parameters
  checkParameters(parameters, model)
  const frequencies = frequenciesFrom(header.frequencies)
  const index = new LinkageIndex(
    { model, parameters, frequencies, threshold, severalTables, seed },
    sourceNames,
  )
  try {
    const columns = model.columns.map((c) => c.name)
    index.rows = IndexedRows.from(columns, Object.fromEntries(parts))
    index.blocks = model.blocking.map((rule, i) =>
      RuleBlocks.from(rule, index.rows.count, parts.get(`blocks ${i}`) ?? {}),
    )
  } catch {
    throw unreadable(path, 'parts of it are missing')
  }
  index.decisions = decisions
  return index
}
