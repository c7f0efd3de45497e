import { createHash } from 'node:crypto'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import type { BetterAuthOptions } from 'better-auth'
import type { Handle } from '#platform/db'
import { signInDatabase } from './data/sign-in-database.ts'

type Adapter = ReturnType<ReturnType<typeof kyselyAdapter>>
type Created<Row> = {
  model: string
  data: Omit<Row, 'id'>
  select?: string[] | undefined
  forceAllowId?: boolean | undefined
}
type Condition = NonNullable<Parameters<Adapter['findOne']>[0]['where']>[number]

/**
 * better-auth's own adapter for our database, but session tokens are stored as digests: whoever reads
 * the table cannot use them. A token is 32 random characters, so that a plain SHA-256 is enough.
 */
export function sessionTokensHashed(db: Handle): (options: BetterAuthOptions) => Adapter {
  const make = kyselyAdapter(signInDatabase(db), { type: 'postgres', transaction: false })
  return (options) => {
    const plain = make(options)
    const hashed: Adapter = {
      ...plain,
      create: async <Row extends Record<string, unknown>, Made = Row>(asked: Created<Row>) => {
        if (asked.model !== 'session') return plain.create<Row, Made>(asked)
        const { token } = asked.data
        const data = { ...asked.data, token: tokenDigest(String(token)) }
        return { ...(await plain.create<Row, Made>({ ...asked, data })), token }
      },
      findOne: async <Row>(asked: Parameters<Adapter['findOne']>[0]) => {
        const found = await plain.findOne<Row>(whereHashed(asked))
        const token = asked.where.find(isToken)
        if (asked.model !== 'session' || found === null || token === undefined) return found
        return { ...found, token: token.value }
      },
      findMany: (asked) => plain.findMany(whereHashed(asked)),
      update: (asked) => plain.update(whereHashed(asked)),
      updateMany: (asked) => plain.updateMany(whereHashed(asked)),
      delete: (asked) => plain.delete(whereHashed(asked)),
      deleteMany: (asked) => plain.deleteMany(whereHashed(asked)),
      transaction: (work) => work(hashed),
    }
    return hashed
  }
}

function whereHashed<Asked extends { model: string }>(asked: Asked): Asked {
  if (asked.model !== 'session' || !('where' in asked)) return asked
  const where = (asked.where as Condition[]).map((condition) =>
    isToken(condition) ? { ...condition, value: digestOf(condition.value) } : condition,
  )
  return { ...asked, where }
}

function isToken({ field }: Condition): boolean {
  return field === 'token'
}

function digestOf(value: Condition['value']): Condition['value'] {
  if (Array.isArray(value)) return value.map((one) => tokenDigest(String(one)))
  return tokenDigest(String(value))
}

/** What stands in a table for a token of many random letters. */
export function tokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
