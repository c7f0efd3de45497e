import { type Markup, markup } from '../../explain/markup.ts'
import type { PatternShown } from '../measure/patterns.ts'
import { bits, count, countOf, percent } from '../page/figures.ts'
import { showPair } from '../page/pair.ts'
import { details, paragraph, type Section } from '../page/parts.ts'
import type { ReportData } from '../report-data.ts'

/** The comparison viewer: combinations of levels, how many pairs show them, and examples. */
export function patternsSection(data: ReportData): Section {
  const { patterns, records } = data
  return {
    id: 'pairs',
    title: 'Pairs, pattern by pattern',
    lead: 'Shows which combinations of agreement and difference occur, how often, what they weigh, and examples: read those near the threshold, and ask whether you would have decided the same.',
    body: markup`<p>A pattern is one combination of levels: all its pairs agree and differ in the same respects. ${count(patterns.all)} patterns occur; those below cover ${countOf(patterns.covered, 'pair')}.${records === null && ' Values of records are not shown.'}</p>
${group('Near the threshold', patterns.near, 'near the threshold', data)}
${group('Most matches', patterns.matches, 'among the matches', data)}
${group('Most other pairs', patterns.others, 'among the other pairs', data)}`,
  }
}

function group(title: string, patterns: PatternShown[], where: string, data: ReportData): Markup {
  return markup`<h3>${title}</h3>${
    patterns.length === 0
      ? paragraph('None.')
      : patterns.map((pattern, i) => showPattern(pattern, i + 1, where, data))
  }`
}

function showPattern(
  pattern: PatternShown,
  number: number,
  where: string,
  data: ReportData,
): Markup {
  const { levels, pairs, matches, right, mean, lowest, highest, examples } = pattern
  const known = levels.filter((l) => !l.missing)
  const missing = levels.filter((l) => l.missing)
  const words = known.map((l) => l.words).join(', ') || 'nothing to compare'
  const range =
    Math.abs(highest - lowest) < 0.05
      ? bits(mean)
      : `${bits(mean)} on average, from ${bits(lowest)} to ${bits(highest)}`
  return details(
    `${bits(mean)} – ${capital(words)} (${countOf(pairs, 'pair')})`,
    markup`<p>Weight ${range}. ${countOf(matches, 'pair')} of ${count(pairs)} at or above the threshold.${right !== null && ` By the true answer ${count(right)} of ${count(pairs)} (${percent(right / pairs)}) are one.`}${missing.length > 0 && ` Missing: ${missing.map((l) => l.about).join(', ')}.`}</p>
${examples.map((example, e) => showPair(example, data, `${where.replaceAll(' ', '-')}-${number}-${e + 1}`, `example ${e + 1} of pattern ${number} ${where}`))}`,
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
