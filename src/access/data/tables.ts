import type { Generated, JSONColumnType } from 'kysely'

/** The schema `access`, as far as queries of ours touch it; better-auth looks after the rest. */
export interface AccessTables {
  'access.access_log': AccessLogTable
  'access.sign_in_attempt': SignInAttemptTable
  'access.organisation': { organisation: string; name: string }
  'access.user': UserTable
  'access.account': SignInMethodTable
}

interface AccessLogTable {
  access_log_id: Generated<number>
  at: Generated<Date>
  event: string
  account: string | null
  organisation: string | null
  role: string | null
  people: string[]
  criteria: JSONColumnType<Record<string, string>>
  outcome: 'allowed' | 'refused' | 'failed'
  request_id: string
  address: string
}

interface SignInAttemptTable {
  sign_in_attempt_id: Generated<number>
  account_digest: string
  address: string
  at: Generated<Date>
}

interface UserTable {
  id: Generated<string>
  name: string
  email: string
  email_verified: boolean
  organisation: string
  role: string
}

interface SignInMethodTable {
  id: Generated<string>
  account_id: string
  provider_id: string
  user_id: string
  password: string | null
  updated_at: Date
}
