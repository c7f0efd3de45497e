import { Markup, markup } from '../../explain/markup.ts'
import type { ReportData } from '../report-data.ts'
import { blockingSection } from '../sections/blocking.ts'
import { clustersSection } from '../sections/clusters.ts'
import { frequenciesSection } from '../sections/frequencies.ts'
import { patternsSection } from '../sections/patterns.ts'
import { completenessSection, unlinkableSection } from '../sections/records.ts'
import { summarySection } from '../sections/summary.ts'
import { distributionSection, thresholdsSection } from '../sections/thresholds.ts'
import { sharesSection, weightsSection } from '../sections/weights.ts'
import { type Section, section } from './parts.ts'
import { STYLE } from './style.ts'

/** Nothing from outside and no script: what a record holds can then do nothing here. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** The report as one HTML file that needs nothing else: no network, no script, no asset. */
export function renderReport(data: ReportData): string {
  const sections = [
    summarySection(data),
    thresholdsSection(data),
    clustersSection(data),
    patternsSection(data),
    weightsSection(data),
    sharesSection(data),
    distributionSection(data),
    unlinkableSection(data),
    completenessSection(data),
    blockingSection(data),
    frequenciesSection(data),
    wordsSection(),
  ]
  const title = `Linkage report: ${data.model}`
  return markup`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body id="top">
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>${title}</h1>
<p>Which records are about one and the same, and why. Made on <time datetime="${data.madeAt.toISOString()}">${saidDate(data.madeAt)}</time>.</p>
<p class="notice">${notice(data)}</p>
<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>${sections.map((s) => markup`<li><a href="#${s.id}">${s.title}</a></li>`)}</ol></nav>
</header>
<main id="main" tabindex="-1">${sections.map(section)}</main>
<footer><p>To print: what is closed stays closed, so open what you want on paper first.</p></footer>
</body>
</html>
`.text
}

const notice = ({ records }: ReportData): string =>
  records === null
    ? 'This report holds no values of records.'
    : 'This report shows values of records. If they are about people it is personal data: keep it where the records are kept, and delete it when you have done with it.'

function saidDate(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/London',
  }).format(date)
}

function wordsSection(): Section {
  const words: [string, string][] = [
    [
      'Weight',
      'How much speaks for two records being one, in bits. 0: as likely as not; each bit more doubles the odds, each bit less halves them. +10 is a thousand to one, −10 one to a thousand.',
    ],
    ['Comparison', 'One respect in which two records are compared: their surname, say.'],
    [
      'Level',
      'How well two records agree in a comparison: same, one slip apart, different. A pair is on one level of each.',
    ],
    ['m', 'How often two records of one and the same reach a level.'],
    ['u', 'How often two records of strangers reach it, by chance.'],
    ['Prior', 'How likely two records are one before anything is known of them.'],
    ['Threshold', 'The probability from which two records are joined.'],
    ['Cluster', 'Records that are taken to be about one and the same.'],
    [
      'Blocking',
      'Choosing which pairs are compared at all, since there are far too many to compare every one.',
    ],
    [
      'Precision',
      'Of the pairs that were joined, the share that is right. What is missing from it are wrong joins.',
    ],
    [
      'Recall',
      'Of the pairs that are one in truth, the share that was joined. What is missing from it are missed joins.',
    ],
  ]
  return {
    id: 'words',
    title: 'Words used here',
    lead: 'Says what the words of this report mean, for whoever has not met them before.',
    body: markup`<dl class="evidence">${words.map(([term, meaning]) => markup`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl>`,
  }
}
