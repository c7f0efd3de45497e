import { writeFileSync } from 'node:fs'
import { reportingPage, reportViews } from '#store'

writeFileSync('docs/reporting.md', reportingPage(reportViews))
