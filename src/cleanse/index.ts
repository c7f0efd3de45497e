/** Where this module's migrations are. */
export const cleanseMigrations: string = new URL('./data/migrations', import.meta.url).pathname
