import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { BadInput, type IsoDate } from '#kernel'
import { type RuleBook, ruleBookOn } from './rules/rule-book.ts'

/** The data-quality rules in force on a day. @param file `quality-rules.yaml` @throws BadInput */
export function readRuleBook(file: string, today: IsoDate): RuleBook {
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new BadInput('The data-quality rules cannot be read.', {
      where: { file },
      fix: 'Put the file there, or set KITH_QUALITY_RULES to where it is.',
      cause,
    })
  }
  return ruleBookOn(content, today, file)
}
