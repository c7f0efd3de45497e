import { z } from 'zod'
import { NotFound } from '#kernel'
import { definePage, type Page, type PageContext } from '#platform/web'
import { answersTo, saveAnswer, undoAnswer } from '../../data/answer.queries.ts'
import { findException, roundsOf } from '../../data/exception.queries.ts'
import { reportsOf } from '../../data/report.queries.ts'
import { cleanseEvents } from '../cleanse.audit.ts'
import { cleansePaths, exceptionPath } from '../cleanse.paths.ts'
import type { CleansePermission } from '../cleanse.permissions.ts'
import { type CleanseParts, mayAnswer, maySee } from '../cleanse-parts.ts'
import {
  type AnswerForm,
  checkAnswerForm,
  emptyAnswer,
  type FormError,
  readAnswerForm,
} from './answer.form.ts'
import { type ExceptionModel, exceptionModel } from './exception.view.ts'

const template = 'exception/exception.njk'
const savedWords: Readonly<Record<string, string>> = {
  answered: 'Your answer was saved. The next extract shows whether the repair is in it.',
  undone: 'The answer was taken back. The exception stands as it did before.',
}

type Found = NonNullable<Awaited<ReturnType<typeof findException>>>

/** One exception: what is wrong, what was answered, and the form to answer and to take it back. */
export function exceptionPages(parts: CleanseParts): Page[] {
  const model = async (
    context: PageContext,
    exception: Found,
    typed: { form: AnswerForm; errors: readonly FormError[]; saved?: string | undefined },
  ) => {
    const { db } = context.database
    const key = exception.exceptionKey
    const facts = {
      exception,
      rounds: await roundsOf(db, key),
      answers: await answersTo(db, key),
      reports: await reportsOf(db, key),
      mayAnswer: mayAnswer(context.reader, exception.organisation),
      ...typed,
    }
    return exceptionModel(facts, parts.book(context.today))
  }
  const criteria = (request: PageContext['request']) => ({
    exception: (request.params as { key: string }).key,
  })
  const show = definePage<ExceptionModel, CleansePermission>({
    method: 'GET',
    path: cleansePaths.exception,
    permission: 'cleanse.exception.read',
    audit: { event: cleanseEvents.read, people: () => [], criteria },
    handle: async (context) => {
      const exception = await ownException(context)
      const { saved } = context.request.query as { saved?: string }
      const typed = { form: emptyAnswer, errors: [], saved: saved && savedWords[saved] }
      return { template, model: await model(context, exception, typed) }
    },
  })
  const answer = definePage<ExceptionModel, CleansePermission>({
    method: 'POST',
    path: cleansePaths.answer,
    permission: 'cleanse.exception.answer',
    audit: {
      event: cleanseEvents.answered,
      people: () => [],
      criteria: (request) => ({
        ...criteria(request),
        answer: readAnswerForm(request.body).answer,
      }),
    },
    handle: async (context) => {
      const exception = await answerable(context)
      const form = readAnswerForm(context.request.body)
      const checked = checkAnswerForm(form)
      if ('errors' in checked) {
        const { errors } = checked
        return {
          template,
          status: 400,
          outcome: 'refused',
          model: await model(context, exception, { form, errors }),
        }
      }
      const { reader, database } = context
      await saveAnswer(database.db, {
        exceptionKey: exception.exceptionKey,
        restsOn: exception.restsOn,
        ...checked.value,
        accountId: reader.accountId,
        name: reader.displayName,
      })
      return {
        redirect: `${exceptionPath(exception.exceptionKey)}?saved=answered`,
        model: await model(context, exception, { form, errors: [] }),
      }
    },
  })
  const undo = definePage<{ key: string }, CleansePermission>({
    method: 'POST',
    path: cleansePaths.undo,
    permission: 'cleanse.exception.answer',
    audit: { event: cleanseEvents.undone, people: () => [], criteria },
    handle: async (context) => {
      const { exceptionKey } = await answerable(context)
      await undoAnswer(context.database.db, exceptionKey, context.reader.accountId)
      return {
        redirect: `${exceptionPath(exceptionKey)}?saved=undone`,
        model: { key: exceptionKey },
      }
    },
  })
  return [show, answer, undo]
}

/** The exception that the address names, if the reader may see it; a sealed one nobody sees here. */
async function ownException({ database, request, reader }: PageContext): Promise<Found> {
  const key = z.guid().safeParse((request.params as { key: string }).key)
  const found = key.success ? await findException(database.db, key.data) : undefined
  if (found === undefined || found.isSealed || !maySee(reader, found.organisation)) {
    throw new NotFound('There is no such exception in the reader’s sources.')
  }
  return found
}

async function answerable(context: PageContext): Promise<Found> {
  const found = await ownException(context)
  if (!mayAnswer(context.reader, found.organisation)) {
    throw new NotFound('There is no such exception in the reader’s sources.')
  }
  return found
}
