/** The events that this module's pages write to the access log, past tense. */
export const retentionEvents = {
  read: 'retention.read',
  ran: 'retention.run',
} as const
