import type { LightMyRequestResponse } from 'fastify'
import type { Role } from '#access'
import type { Borough } from './borough-of.ts'
import { normalised } from './normalised.ts'

/** What somebody saw by asking for something: everything that reaches them, and what it cost. */
export interface Look {
  /** What was asked for, the same in every borough. */
  readonly asked: string
  readonly answer: string
  /** The statements that it took, in order. */
  readonly statements: readonly string[]
}

/** A search as it is typed. */
export type Search = Readonly<Record<string, string>>

/** Headers that tell something of an answer. */
const tellingHeaders = ['content-type', 'cache-control', 'content-disposition', 'location', 'etag']

/**
 * Asks for everything that there is to ask for, as one role: each page about each person of the
 * borough, hidden or not, each page about nobody, each search, and each form by reference.
 *
 * @param keys of people; one who is not in this borough is asked for by `absent`
 */
export async function lookEverywhere(
  borough: Borough,
  role: Role,
  {
    keys,
    searches,
    absent,
  }: {
    keys: readonly string[]
    searches: readonly Search[]
    absent: Readonly<Record<string, string>>
  },
): Promise<Look[]> {
  const visitor = borough.portal.as(role)
  const looks: Look[] = []
  const look = async (asked: string, ask: () => Promise<LightMyRequestResponse>) => {
    borough.statements()
    const response = await ask()
    looks.push({ asked, answer: answerOf(response), statements: borough.statements() })
    return response
  }
  for (const { method, path } of borough.portal.pages) {
    if (method !== 'GET') continue
    if (path.includes(':reference')) {
      for (const key of keys) {
        const url = path
          .replace(':reference', borough.reference[key] ?? absent[key] ?? '')
          .replace(':day', '2026-11-01')
        await look(`${path} of ${key}`, () => visitor.get(url))
      }
    } else {
      const url = path.replace(':feed', 'own')
      if (!/[:*]/.test(url)) await look(url, () => visitor.get(url))
    }
  }
  for (const search of searches) {
    const asked = JSON.stringify(search)
    const sent = await look(`sent ${asked}`, () => visitor.post('/children/search', search))
    const { location } = sent.headers
    if (location !== undefined) await look(`found ${asked}`, () => visitor.get(location))
  }
  for (const key of keys) {
    const reference = borough.reference[key] ?? absent[key] ?? ''
    await look(`shield ${key}`, () => visitor.post('/shield', { reference }))
  }
  return looks
}

/** Everything of an answer that reaches whoever asked. */
export function answerOf({ statusCode, headers, body }: LightMyRequestResponse): string {
  const told = tellingHeaders.flatMap((name) =>
    headers[name] === undefined ? [] : [`${name}: ${headers[name]}`],
  )
  return normalised([statusCode, ...told, body].join('\n'))
}
