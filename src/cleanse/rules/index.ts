import { endBeforeStart } from './end-before-start.ts'
import { identifierCheckDigit } from './identifier-check-digit.ts'
import { likelyDuplicate } from './likely-duplicate.ts'
import type { RecordRule, RuleWords } from './rule.ts'

/** The rules that look at one record by itself. A new rule is added here. */
export const recordRules: readonly RecordRule[] = [identifierCheckDigit, endBeforeStart]

/** Every rule in the words that a steward reads. */
export const ruleWords: readonly RuleWords[] = [...recordRules, likelyDuplicate]
