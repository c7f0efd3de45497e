/** The events that this module's pages write to the access log, past tense. */
export const cleanseEvents = {
  listed: 'cleanse.exceptions.listed',
  read: 'cleanse.exceptions.read',
  downloaded: 'cleanse.exceptions.downloaded',
  coverageRead: 'cleanse.coverage.read',
} as const
