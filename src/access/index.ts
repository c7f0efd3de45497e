/** Where this module's migrations are. */
export const accessMigrations: string = new URL('./data/migrations', import.meta.url).pathname
