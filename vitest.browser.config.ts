import { defineConfig } from 'vitest/config'

/** The journeys: a real portal, a real database and Debian's Chromium (CHROMIUM names another). */
export default defineConfig({
  test: {
    name: 'browser',
    include: ['e2e/journeys/*.spec.ts'],
    globalSetup: ['src/testing/test-server.ts', 'e2e/set-up/serve-portal.ts'],
    fileParallelism: false,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
