/** Where this module's migrations are. */
export const storeMigrations: string = new URL('./data/migrations', import.meta.url).pathname
