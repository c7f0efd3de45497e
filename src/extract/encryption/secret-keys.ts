import { readFileSync } from 'node:fs'
import { BadInput } from '#kernel'

/** The files in which the secret keys lie, as the settings name them. */
export interface KeyFiles {
  /** Lines as `age-keygen` writes them; comments and blank lines are passed over. */
  readonly ageIdentitiesFile: string | undefined
  /** One or more keys as `gpg --armor --export-secret-keys` writes them, without a passphrase. */
  readonly openpgpKeysFile: string | undefined
}

/** The secret keys that encrypted extracts are read with, by the form that they are for. */
export interface SecretKeys {
  /** `AGE-SECRET-KEY-1…` */
  readonly age: readonly string[]
  /** Armoured blocks. */
  readonly openpgp: readonly string[]
}

/** None: whatever comes encrypted is refused, with what to set. */
export const noSecretKeys: SecretKeys = { age: [], openpgp: [] }

/**
 * Reads the secret keys from the files of the settings; without a file there are none of its form.
 *
 * @throws BadInput where one cannot be read, or holds something else
 */
export function readSecretKeys({ ageIdentitiesFile, openpgpKeysFile }: KeyFiles): SecretKeys {
  return { age: readAge(ageIdentitiesFile), openpgp: readOpenpgp(openpgpKeysFile) }
}

function readAge(file: string | undefined): string[] {
  if (file === undefined) return []
  const keys = textOf(
    file,
    'Make one with `age-keygen -o FILE`, and set KITH_AGE_IDENTITIES to it.',
  )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (keys.length > 0 && keys.every((key) => key.startsWith('AGE-SECRET-KEY-'))) return keys
  throw new BadInput(`The file of secret keys, ${file}, holds something else.`, {
    fix: 'It must have lines that begin with AGE-SECRET-KEY-, as `age-keygen` writes them.',
  })
}

const block = /-----BEGIN PGP PRIVATE KEY BLOCK-----[\s\S]*?-----END PGP PRIVATE KEY BLOCK-----/g

function readOpenpgp(file: string | undefined): string[] {
  if (file === undefined) return []
  const fix =
    'Write it with `gpg --armor --export-secret-keys KEY > FILE`, and set KITH_OPENPGP_KEYS to it.'
  const keys = textOf(file, fix).match(block) ?? []
  if (keys.length > 0) return [...keys]
  throw new BadInput(`The file of secret keys, ${file}, holds something else.`, { fix })
}

function textOf(file: string, fix: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new BadInput(`The file of secret keys, ${file}, cannot be read.`, { fix, cause })
  }
}
