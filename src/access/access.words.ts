/** `3 May 2026 at 09:45`, in London. */
export function momentWords(at: Date): string {
  return inLondon.format(at)
}

const inLondon = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  dateStyle: 'long',
  timeStyle: 'short',
})
