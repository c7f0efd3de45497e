import type { Generated, JSONColumnType } from 'kysely'

/** The schema `access`, as far as queries of ours touch it; better-auth looks after the rest. */
export interface AccessTables {
  'access.access_log': AccessLogTable
  'access.sign_in_attempt': SignInAttemptTable
  'access.organisation': OrganisationTable
  'access.user': UserTable
  'access.account': SignInMethodTable
  'access.session': SessionTable
  'access.authenticator': AuthenticatorTable
  'access.recovery_code': { user_id: string; digest: string; used_at: Date | null }
  'access.passkey': PasskeyTable
  'access.sign_in_step': SignInStepTable
  'access.registration': RegistrationTable
  'access.mailed_link': MailedLinkTable
  'access.agreement_acceptance': { user_id: string; version: string; accepted_at: Generated<Date> }
  'access.kept_form': { user_id: string; content: string; kept_at: Generated<Date> }
}

interface AccessLogTable {
  access_log_id: number
  at: Generated<Date>
  event: string
  account: string | null
  organisation: string | null
  role: string | null
  people: string[]
  criteria: JSONColumnType<Record<string, string>, string, null> | null
  criteria_salt: Buffer | null
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

interface OrganisationTable {
  organisation: string
  name: string
  kind: Generated<string>
  email_domains: Generated<string[]>
  roles: Generated<string[]>
  closed_at: Date | null
}

interface UserTable {
  id: Generated<string>
  name: string
  email: string
  email_verified: boolean
  organisation: string
  role: string
  job_title: string | null
  is_lead: Generated<boolean>
  is_demo: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
  /** YYYY-MM-DD */
  review_on: string | null
  last_active_on: string | null
  warned_on: string | null
  review_warned_on: string | null
  approved_by: string | null
  closed_at: Date | null
  closed_because: string | null
}

interface SignInMethodTable {
  id: Generated<string>
  account_id: string
  provider_id: string
  user_id: string
  password: string | null
  updated_at: Date
}

interface SessionTable {
  id: string
  user_id: string
  created_at: Date
  expires_at: Date
  user_agent: string | null
  method: string
  last_seen_at: Date
  confirmed_at: Date
}

interface AuthenticatorTable {
  user_id: string
  key: string
  last_step: Generated<number>
}

interface PasskeyTable {
  credential_id: string
  user_id: string
  name: string
  public_key: Buffer
  counter: number
  transports: string[]
  created_at: Generated<Date>
  last_used_at: Date | null
}

interface SignInStepTable {
  token_digest: string
  kind: string
  user_id: string | null
  content: string
  wrong_codes: Generated<number>
  expires_at: Date
}

interface RegistrationTable {
  registration_id: Generated<string>
  organisation: string
  email: string
  name: string
  job_title: string
  state: 'unverified' | 'waiting' | 'approved' | 'refused'
  asked_at: Generated<Date>
  verified_at: Date | null
  decided_at: Date | null
  decided_by: string | null
  reason: string | null
}

interface MailedLinkTable {
  token_digest: string
  purpose: 'verify-address' | 'choose-password'
  user_id: string | null
  registration_id: string | null
  expires_at: Date
}
