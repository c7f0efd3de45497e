import type { ReportView } from './catalogue.ts'

/** docs/reporting.md: every view and column, from the catalogue. */
export function reportingPage(views: readonly ReportView[]): string {
  return `# What reports may rely on

The schema \`reporting\` holds versioned views. A view keeps its columns, their types and their meaning for as long as it is there; a change is a new view with the next number, and the old one stays for at least a year. Reports, dashboards and outside tools read these views and nothing else: the tables under them change when Kith changes.

This page is made from \`src/store/reporting/catalogue.ts\` by \`npm run docs:reporting\`; the same words stand as comments in the database (\`\\d+ reporting.person_v1\`). A test holds the views to the catalogue: no column without its words, no type that changes in silence.

**People whom a source restricts are in none of these views**, from the moment that its load commits. How many there are is told once, to the nearest ten, in \`hidden_total_v1\`. People whose whereabouts are masked are there without them. Nothing here can be used to see a person: that is what pages are for, with a reason and a row in the access log.

Disclosure says what a column can give away: *identifying* says who somebody is, *personal* is about them, a column without either is not about a person.

${views.map(section).join('\n')}`
}

function section({ name, purpose, row, columns }: ReportView): string {
  const lines = columns.map(
    (c) =>
      `| \`${c.name}\` | ${c.type} | ${c.definition} | ${c.unit} | ${c.source} | ${c.disclosure === 'none' ? '' : c.disclosure} |`,
  )
  return `## reporting.${name}

${purpose} One row is ${row}.

| Column | Type | What it means | Unit | Source | Disclosure |
|---|---|---|---|---|---|
${lines.join('\n')}
`
}
