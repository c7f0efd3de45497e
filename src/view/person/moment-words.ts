import { formatDate } from '#kernel'

const zone = { timeZone: 'Europe/London' } as const

/** A moment in London: `21 November 2026 at 09:45`. */
export function momentWords(moment: Date): string {
  const date = moment.toLocaleDateString('en-CA', zone)
  const time = moment.toLocaleTimeString('en-GB', { ...zone, hour: '2-digit', minute: '2-digit' })
  return `${formatDate(date)} at ${time}`
}
