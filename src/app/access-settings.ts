import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import {
  type AccessSettings,
  agreementSchema,
  type ConfidentialityAgreement,
  type SharingAgreement,
  type SignInProvider,
} from '#access'
import { BadInput } from '#kernel'
import type { Config } from '#platform/config'

/** What access needs of the settings, with the files that they name. @throws BadInput naming a file that is wrong */
export function accessSettings(config: Config, secret: string): Omit<AccessSettings, 'isShownTo'> {
  return {
    baseUrl: config.baseUrl,
    secret,
    sessions: config.sessions,
    breakGlass: config.breakGlass,
    isDemonstration: !config.isProduction,
    agreement: readAgreement(config.confidentialityFile),
    providers: readProviders(config.signInProvidersFile),
  }
}

const agreement = z.strictObject({
  version: z.string().min(1).max(50),
  title: z.string().min(1).max(100),
  paragraphs: z.array(z.string().min(1)).min(1),
})

/** The joint confidentiality agreement in force. */
export function readAgreement(file: string): ConfidentialityAgreement {
  return readYaml(file, agreement)
}

/** A file of sharing agreements; `groups` and `clauses` are there to be referred to. */
const sharingFile = z.strictObject({
  groups: z.unknown().optional(),
  clauses: z.unknown().optional(),
  agreements: z.array(agreementSchema).min(1),
})

/** The sharing agreements of a file. @throws BadInput naming what is wrong in it */
export function readSharingAgreements(file: string): SharingAgreement[] {
  return readYaml(file, sharingFile).agreements
}

const providers = z.array(
  z.strictObject({
    key: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    name: z.string().min(1).max(60),
    issuer: z.url({ protocol: /^https$/ }),
    clientId: z.string().min(1),
    /** The environment variable that holds the secret: secrets stand in no file. */
    clientSecretVariable: z.string().regex(/^[A-Z][A-Z0-9_]+$/),
    organisations: z.array(z.string().min(1)).min(1),
    secondFactorSaid: z.array(z.string().min(1)).default([]),
    vouchesForAddresses: z.boolean().default(false),
  }),
)

function readProviders(file: string | undefined): SignInProvider[] {
  if (file === undefined) return []
  return readYaml(file, providers).map(({ clientSecretVariable, ...provider }) => {
    const clientSecret = process.env[clientSecretVariable]
    if (clientSecret) return { ...provider, clientSecret }
    throw new BadInput(`${clientSecretVariable} is not set: the secret of ${provider.key}.`, {
      fix: 'Set it in the environment.',
    })
  })
}

function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new BadInput('The file cannot be read.', { where: { file }, cause })
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new BadInput(`The file is wrong: ${problems.join('; ')}`, { where: { file } })
}
