import { BadInput, describePlace, type ErrorPlace } from '#kernel'
import type { CheckResult } from './checks/run-checks.ts'

/** One thing wrong with a file. Never holds a value of a row, codes apart: it is logged and mailed. */
export interface Problem {
  readonly message: string
  /** Counted from 1. In CSV `column` is the field's number, in XML the character's. */
  readonly line?: number | undefined
  readonly column?: number | undefined
  /** The column's name as the file has it. */
  readonly field?: string | undefined
  readonly fix?: string | undefined
  /** The feed says that it does not make the row a bad one. */
  readonly isWarning?: true | undefined
}

/** How many problems of one file are collected before it is refused: enough to mend it in one go. */
export const problemLimit = 50

/** A file was refused, and nothing of it is loaded. `problems` has the first fifty reasons. */
export class FileRefused extends BadInput {
  readonly problems: readonly Problem[]
  /** What the checks before load found, where they were reached. */
  readonly checks: readonly CheckResult[]

  constructor(file: string, problems: readonly Problem[], checks: readonly CheckResult[] = []) {
    const first = problems[0] ?? { message: 'It cannot be used.' }
    const others = problems.length - 1
    const more =
      others < 1
        ? ''
        : ` (and ${others >= problemLimit - 1 ? 'at least ' : ''}${others} more problem${others === 1 ? '' : 's'})`
    const where: ErrorPlace = { ...placeOf(first), file }
    super(`${describeProblem(first, file)}${more}`, { where, fix: first.fix })
    this.problems = problems
    this.checks = checks
  }
}

/** `education-20261101.csv, line 12, column 7, field dob: There is no such day.` */
export function describeProblem(problem: Problem, file?: string): string {
  const place = describePlace({ ...placeOf(problem), file })
  return place === '' ? problem.message : `${place}: ${problem.message}`
}

/** Stops the reading of a file at once, where nothing after the fault can be trusted. */
export function broken(message: string, problem: Omit<Problem, 'message'> = {}): BadInput {
  return new BadInput(message, { where: placeOf(problem), fix: problem.fix })
}

/** The problem that an error thrown by {@link broken} stands for. */
export function problemOf(error: BadInput): Problem {
  const { line, column, field } = error.where ?? {}
  return { message: error.message, line, column, field, fix: error.fix }
}

function placeOf({ line, column, field }: Omit<Problem, 'message'>): ErrorPlace {
  return { line, column, field }
}
