/** `2 January 2026 at 02:00`, London time. */
export function londonMoment(date: Date): string {
  const zone = { timeZone: 'Europe/London' } as const
  const day = date.toLocaleDateString('en-GB', { ...zone, dateStyle: 'long' })
  return `${day} at ${date.toLocaleTimeString('en-GB', { ...zone, timeStyle: 'short' })}`
}
