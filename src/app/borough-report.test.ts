import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { agencies, generateBorough, plantedCases } from '#borough'
import { boroughReport } from './borough-report.ts'

it('tells a person every planted case with its counts, every agency and every error', async () => {
  const out = mkdtempSync(join(tmpdir(), 'borough-'))
  try {
    const counts = await generateBorough({ children: 300, seed: 2, out, nights: 1 })
    const report = boroughReport(counts, 1.25)
    for (const [name, what] of Object.entries(plantedCases)) {
      const { people, instances } = counts.planted[name as keyof typeof plantedCases]
      expect(report).toMatch(new RegExp(`${name} +${people} +${instances} +`))
      expect(report).toContain(what)
    }
    for (const agency of agencies) {
      expect(report).toMatch(
        new RegExp(`${agency} +${counts.agencies[agency].records.toLocaleString('en-GB')} `),
      )
    }
    expect(report).toMatch(/surname-misspelt +\d/)
    expect(report).toMatch(/children under 19, the unborn included +300\n/)
    expect(report).toContain('in 1.3 s')
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
})
