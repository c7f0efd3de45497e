/** The version of this Kith, as package.json has it; a test keeps the two alike. */
export const version = '0.1.0'
