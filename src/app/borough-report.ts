import { agencies, type BoroughCounts, plantedCases } from '#borough'

/** The report of a generated borough for a person: who lives there, what is planted, who sent what. */
export function boroughReport(counts: BoroughCounts, seconds: number): string {
  return [
    ['People', ...table(['', ''], populationRows(counts))],
    ['Planted cases', ...table(['case', 'people', 'instances', 'what it is'], plantedRows(counts))],
    ['Agencies', ...table(agencyHeads, agencyRows(counts))],
    [
      'Errors among the records of the first extracts',
      ...table(['error', ...agencies], errorRows(counts)),
    ],
    [
      `${shown(counts.files.length)} files, ${megabytes(counts)} MB of extracts, in ${seconds.toFixed(1)} s`,
    ],
  ]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')
}

function populationRows(counts: BoroughCounts): string[][] {
  return [
    ['children under 19, the unborn included', shown(counts.children)],
    ['with an open case of social care', shown(counts.withSocialCare)],
    ['at the borough’s schools', shown(counts.atSchool)],
    ['not yet born', shown(counts.unborn)],
    ['twins and triplets', shown(counts.twins)],
    ['restricted', shown(counts.restricted)],
    ['parents', shown(counts.parents)],
    ['who come in the nights, died, or were adopted', shown(counts.others)],
    ['households', shown(counts.households)],
    ['true events', shown(counts.events)],
    ['seals', shown(counts.seals)],
  ]
}

function plantedRows(counts: BoroughCounts): string[][] {
  return Object.entries(plantedCases).map(([name, what]) => {
    const { people, instances } = counts.planted[name as keyof typeof plantedCases]
    return [name, shown(people), shown(instances), what]
  })
}

const agencyHeads = ['agency', 'records', 'people', 'files', 'MB', 'errors']

function agencyRows(counts: BoroughCounts): string[][] {
  const rows = agencies.map((agency) => {
    const { records, people, files, bytes, errors } = counts.agencies[agency]
    const hits = Object.values(errors).reduce((sum, error) => sum + error.hits, 0)
    return [agency, shown(records), shown(people), shown(files), inMegabytes(bytes), shown(hits)]
  })
  return [
    ...rows,
    ['all', shown(counts.sourceRecords), '', shown(counts.files.length), megabytes(counts), ''],
  ]
}

function errorRows(counts: BoroughCounts): string[][] {
  const [first] = agencies
  return Object.keys(counts.agencies[first].errors).map((kind) => [
    kind,
    ...agencies.map((agency) => {
      const { errors } = counts.agencies[agency]
      return shown(errors[kind as keyof typeof errors].hits)
    }),
  ])
}

function megabytes(counts: BoroughCounts): string {
  return inMegabytes(agencies.reduce((sum, agency) => sum + counts.agencies[agency].bytes, 0))
}

function inMegabytes(bytes: number): string {
  return shown(Math.round(bytes / 1e6))
}

function shown(value: number): string {
  return value.toLocaleString('en-GB')
}

// Columns of figures stand to the right, words to the left; a table without heads has none.
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = heads.some(Boolean) ? [heads, ...rows] : rows
  const widths = heads.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  const isFigure = heads.map((_, at) => rows.every((row) => /^[\d,]*$/.test(row[at] ?? '')))
  return all.map((row) =>
    `  ${row
      .map((cell, at) =>
        isFigure[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')}`.trimEnd(),
  )
}
