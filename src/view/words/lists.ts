/** `A`, `A and B`, `A, B and C`: names in a sentence. Empty for none. */
export function inWords(names: readonly string[], joiner: 'and' | 'or' = 'and'): string {
  const last = names.at(-1)
  if (last === undefined || names.length === 1) return last ?? ''
  return `${names.slice(0, -1).join(', ')} ${joiner} ${last}`
}

/** `1 source`, `3 sources`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
