/** Where this module's migrations are. */
export const matchMigrations: string = new URL('./data/migrations', import.meta.url).pathname
