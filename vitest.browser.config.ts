import { defineConfig } from 'vitest/config'

/** The journeys: a real server, a real database and Debian's Chromium (CHROMIUM names another). */
export default defineConfig({
  test: {
    name: 'browser',
    include: ['e2e/journeys/*.spec.ts'],
    globalSetup: ['src/testing/test-server.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
