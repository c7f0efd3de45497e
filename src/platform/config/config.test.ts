import { describe, expect, test } from 'vitest'
import { readConfig } from './index.ts'

const read = (env: NodeJS.ProcessEnv) => readConfig(env, '/kith')

describe('readConfig', () => {
  test('has a default for everything outside production', () => {
    expect(read({})).toMatchObject({
      home: '/kith/var',
      databaseUrl: undefined,
      port: 3000,
      baseUrl: 'http://localhost:3000',
      referencePrefix: 'RSV',
      isProduction: false,
      trustedProxies: [],
    })
  })

  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://db/kith'],
    ['KITH_BASE_URL', 'ftp://kith'],
    ['KITH_REFERENCE_PREFIX', 'rsv'],
    ['KITH_SECRET', 'short'],
    ['KITH_TODAY', 'tomorrow'],
    ['NODE_ENV', 'live'],
    ['KITH_SESSION_HOURS', '0'],
    ['KITH_SESSION_IDLE_MINUTES', 'never'],
    ['KITH_SMTP_URL', 'https://mail'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(name)
  })

  const production = {
    NODE_ENV: 'production',
    KITH_SECRET: 'x'.repeat(32),
    KITH_BASE_URL: 'https://kith.council.example',
  }

  test.each(['KITH_SECRET', 'KITH_BASE_URL'] as const)(
    'production has no default for %s',
    (name) => {
      expect(() => read({ ...production, [name]: undefined })).toThrow(name)
      expect(read(production)).toMatchObject({ secret: 'x'.repeat(32), isProduction: true })
    },
  )

  test('production is not served over plain http', () => {
    expect(() => read({ ...production, KITH_BASE_URL: 'http://kith.council.example' })).toThrow(
      'https',
    )
  })

  test('an empty variable counts as not set', () => {
    expect(read({ PORT: '', KITH_HOME: '' })).toMatchObject({ port: 3000, home: '/kith/var' })
  })

  test('proxies are a list', () => {
    expect(read({ KITH_TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2' }).trustedProxies).toEqual([
      '10.0.0.1',
      '10.0.0.2',
    ])
  })
})
