/** Where this module's migrations are. */
export const extractMigrations: string = new URL('./data/migrations', import.meta.url).pathname
