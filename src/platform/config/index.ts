import { join, resolve } from 'node:path'
import { z } from 'zod'
import { BadInput } from '#kernel'

const portWords = 'a whole number from 0 to 65535'
const port = z.coerce.number(portWords).int(portWords).min(0, portWords).max(65_535, portWords)

function wholeNumber(of: string, least: number, most: number) {
  const words = `a whole number of ${of} from ${least} to ${most}`
  return z.coerce.number(words).int(words).min(least, words).max(most, words)
}

const environment = z.object({
  KITH_HOME: z.string().min(1).default('var'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'an address as postgresql://user:password@host:port/database',
    })
    .optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  KITH_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'an address that begins with http:// or https://' })
    .optional(),
  KITH_REFERENCE_PREFIX: z
    .string()
    .regex(/^[A-Z]{2,5}$/, 'two to five capital letters')
    .default('RSV'),
  KITH_COUNCIL: z.string().min(1).max(100).optional(),
  KITH_TRUSTED_PROXIES: z.string().min(1).optional(),
  KITH_FEEDS: z.string().min(1).default('feeds'),
  KITH_AGE_IDENTITIES: z.string().min(1).optional(),
  KITH_OPENPGP_KEYS: z.string().min(1).optional(),
  KITH_PEOPLE_MODEL: z.string().min(1).default('models/people.yaml'),
  KITH_REVIEWERS: wholeNumber('reviewers', 1, 2).default(1),
  KITH_RETENTION: z.string().min(1).default('retention.yaml'),
  KITH_QUALITY_RULES: z.string().min(1).default('quality-rules.yaml'),
  KITH_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  KITH_SESSION_HOURS: wholeNumber('hours', 1, 24).default(8),
  KITH_SESSION_IDLE_MINUTES: wholeNumber('minutes', 5, 240).default(30),
  KITH_UNUSED_ACCOUNT_DAYS: wholeNumber('days', 30, 730).default(90),
  KITH_BREAK_GLASS_HOURS: wholeNumber('hours', 1, 72).default(4),
  KITH_BREAK_GLASS_SECOND_PERSON: z.enum(['yes', 'no'], 'yes or no').default('no'),
  KITH_CONFIDENTIALITY: z.string().min(1).default('agreements/confidentiality.yaml'),
  KITH_SHARING_AGREEMENTS: z.string().min(1).default('agreements/rosevale-sharing.yaml'),
  KITH_SIGN_IN_PROVIDERS: z.string().min(1).optional(),
  KITH_AUDIT_HEADS: z.string().min(1).optional(),
  KITH_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'an address as smtp://user:password@host:587' })
    .optional(),
  KITH_MAIL_FROM: z.string().min(3).max(200).default('Kith <kith@localhost>'),
  KITH_TODAY: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
    .optional(),
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'development, test or production')
    .default('development'),
})

/** Everything that can be set from outside, checked once at start. Paths are absolute. */
export interface Config {
  /** Folder for all that Kith writes: database, landed files, log, generated secret. */
  readonly home: string
  /** A PostgreSQL of your own; without it the embedded server under `home` is used. */
  readonly databaseUrl: string | undefined
  readonly host: string
  readonly port: number
  /** The address that browsers use, for origin checks and cookies; by default http://localhost:PORT. */
  readonly baseUrl: string
  /** The council whose service this is, shown in the header. */
  readonly council: string | undefined
  /** Addresses of the proxies in front, whose word on a sender's address is believed. */
  readonly trustedProxies: readonly string[]
  /** Letters before the ten digits of a person's reference, `RSV` unless set. */
  readonly referencePrefix: string
  /** Folder of feed definitions. */
  readonly feedsDir: string
  /** A file with the secret keys that encrypted extracts are read with. */
  readonly ageIdentitiesFile: string | undefined
  /** The same, for extracts that come encrypted with OpenPGP. */
  readonly openpgpKeysFile: string | undefined
  /** The linkage model used to match people. */
  readonly peopleModel: string
  /** How many reviewers must agree before a decision about two records stands. */
  readonly reviewersNeeded: number
  /** The dated retention periods. */
  readonly retentionFile: string
  /** The dated data-quality rules. */
  readonly qualityRulesFile: string
  /** Signs session cookies. Made on first start under `home` when not given, except in production. */
  readonly secret: string | undefined
  /** How long somebody stays signed in: at most, and without asking for a page. */
  readonly sessions: { readonly hours: number; readonly idleMinutes: number }
  /** An account that is not used for so many days is closed. */
  readonly unusedAccountDays: number
  /** How the glass is broken here: for how long, and whether a second person must agree. */
  readonly breakGlass: { readonly hours: number; readonly needsSecondPerson: boolean }
  /** The file with the joint confidentiality agreement. */
  readonly confidentialityFile: string
  /** The sharing agreements that `kith start` begins with. */
  readonly sharingFile: string
  /** The file that names organisations' own directories to sign in with. */
  readonly signInProvidersFile: string | undefined
  /** Where the access log's head is lodged daily: best a folder that this machine cannot change later. */
  readonly auditHeadsDir: string
  /** The mail server; without it mail waits. */
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** A fixed day instead of the clock's, for demonstrations of synthetic data; `YYYY-MM-DD`. */
  readonly today: string | undefined
  readonly isProduction: boolean
}

/**
 * Reads and checks the settings from environment variables.
 *
 * @throws BadInput naming each variable that is wrong and what it must be. No insecure fall-back
 * exists: production refuses to start without its own secret.
 */
export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  root: string = process.cwd(),
): Config {
  const parsed = environment.safeParse(withoutBlanks(env))
  if (!parsed.success) {
    const problems = parsed.error.issues.map((i) => `${i.path.join('.')} must be ${i.message}`)
    throw new BadInput(`The settings are wrong. ${problems.join('; ')}`, {
      fix: 'Correct these environment variables and start again.',
    })
  }
  const set = parsed.data
  const isProduction = set.NODE_ENV === 'production'
  if (isProduction && set.KITH_SECRET === undefined) {
    throw new BadInput('KITH_SECRET is not set, and production has no default for it.', {
      fix: 'Set KITH_SECRET to at least 32 random characters.',
    })
  }
  if (isProduction && set.KITH_BASE_URL?.startsWith('https:') !== true) {
    throw new BadInput('KITH_BASE_URL is no https address, and production has no default for it.', {
      fix: 'Put a proxy with TLS in front and set KITH_BASE_URL to the address that browsers use.',
    })
  }
  return {
    home: resolve(root, set.KITH_HOME),
    databaseUrl: set.DATABASE_URL,
    host: set.HOST,
    port: set.PORT,
    baseUrl: set.KITH_BASE_URL ?? `http://localhost:${set.PORT}`,
    council: set.KITH_COUNCIL,
    trustedProxies: set.KITH_TRUSTED_PROXIES?.split(',').map((address) => address.trim()) ?? [],
    referencePrefix: set.KITH_REFERENCE_PREFIX,
    feedsDir: resolve(root, set.KITH_FEEDS),
    ageIdentitiesFile: set.KITH_AGE_IDENTITIES && resolve(root, set.KITH_AGE_IDENTITIES),
    openpgpKeysFile: set.KITH_OPENPGP_KEYS && resolve(root, set.KITH_OPENPGP_KEYS),
    peopleModel: resolve(root, set.KITH_PEOPLE_MODEL),
    reviewersNeeded: set.KITH_REVIEWERS,
    retentionFile: resolve(root, set.KITH_RETENTION),
    qualityRulesFile: resolve(root, set.KITH_QUALITY_RULES),
    secret: set.KITH_SECRET,
    sessions: { hours: set.KITH_SESSION_HOURS, idleMinutes: set.KITH_SESSION_IDLE_MINUTES },
    unusedAccountDays: set.KITH_UNUSED_ACCOUNT_DAYS,
    breakGlass: {
      hours: set.KITH_BREAK_GLASS_HOURS,
      needsSecondPerson: set.KITH_BREAK_GLASS_SECOND_PERSON === 'yes',
    },
    confidentialityFile: resolve(root, set.KITH_CONFIDENTIALITY),
    sharingFile: resolve(root, set.KITH_SHARING_AGREEMENTS),
    signInProvidersFile: set.KITH_SIGN_IN_PROVIDERS && resolve(root, set.KITH_SIGN_IN_PROVIDERS),
    auditHeadsDir: resolve(root, set.KITH_AUDIT_HEADS ?? join(set.KITH_HOME, 'access-log-heads')),
    smtpUrl: set.KITH_SMTP_URL,
    mailFrom: set.KITH_MAIL_FROM,
    today: set.KITH_TODAY,
    isProduction,
  }
}

function withoutBlanks(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
}
