import { readRuleBook } from '../read-rule-book.ts'
import type { RuleBook } from '../rules/rule-book.ts'

/** The rules that Kith comes with, as of a day. */
export function testRules(today = '2026-11-20'): RuleBook {
  return readRuleBook(`${import.meta.dirname}/../../../quality-rules.yaml`, today)
}
