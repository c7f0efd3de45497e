/** The events that this module's pages write to the access log, past tense. */
export const extractEvents = {
  listed: 'extract.sources.listed',
  uploadShown: 'extract.upload.shown',
  uploaded: 'extract.file.uploaded',
  stoppedRead: 'extract.stopped-file.read',
  letThrough: 'extract.file.let-through',
  letThroughWithdrawn: 'extract.let-through.withdrawn',
  goneListed: 'extract.gone.listed',
  goneExplained: 'extract.gone.explained',
  goneWithdrawn: 'extract.gone-reason.withdrawn',
} as const
