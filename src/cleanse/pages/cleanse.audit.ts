/** The events that this module's pages write to the access log, past tense. */
export const cleanseEvents = {
  sourcesListed: 'cleanse.sources.listed',
  sourceRead: 'cleanse.source.read',
  listed: 'cleanse.exceptions.listed',
  downloaded: 'cleanse.exceptions.downloaded',
  read: 'cleanse.exception.read',
  answered: 'cleanse.exception.answered',
  undone: 'cleanse.answer.undone',
  scheduled: 'cleanse.schedule.changed',
  coverageRead: 'cleanse.coverage.read',
  scoreboardRead: 'cleanse.scoreboard.read',
  valuesChecked: 'cleanse.values.checked',
  sealedRead: 'cleanse.restricted.read',
  reportShown: 'cleanse.report.shown',
  reported: 'cleanse.report.made',
  reportsListed: 'cleanse.reports.listed',
  notSeenRead: 'cleanse.not-seen.read',
} as const
