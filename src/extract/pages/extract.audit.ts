/** The events that this module's pages write to the access log, past tense. */
export const extractEvents = {
  listed: 'extract.sources.listed',
  uploadShown: 'extract.upload.shown',
  uploaded: 'extract.file.uploaded',
} as const
