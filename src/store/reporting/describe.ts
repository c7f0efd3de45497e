import type pg from 'pg'
import type { ReportColumn, ReportView } from './catalogue.ts'

/** A view's comment in the database. */
export function viewComment({ purpose, row }: ReportView): string {
  return `${purpose} One row is ${row}.`
}

/** A column's comment in the database. */
export function columnComment({ definition, unit, source, disclosure }: ReportColumn): string {
  const parts = [definition, `Source: ${source}.`]
  if (unit !== '-') parts.push(`Unit: ${unit}.`)
  if (disclosure !== 'none') parts.push(`Disclosure: ${disclosure}.`)
  return parts.join(' ')
}

/** Puts the catalogue's words on the views, so that any database tool shows them. Only where they differ. */
export async function describeViews(
  client: pg.ClientBase,
  views: readonly ReportView[],
): Promise<number> {
  const { rows } = await client.query<{ name: string; comment: string }>(`
    select c.relname || coalesce('.' || a.attname, '') as name, d.description as comment
    from pg_description d
    join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
    where c.relnamespace = 'reporting'::regnamespace`)
  const known = new Map(rows.map((row) => [row.name, row.comment]))
  const wanted = views.flatMap((view) => [
    { name: view.name, on: `view reporting.${view.name}`, comment: viewComment(view) },
    ...view.columns.map((column) => ({
      name: `${view.name}.${column.name}`,
      on: `column reporting.${view.name}.${column.name}`,
      comment: columnComment(column),
    })),
  ])
  const missing = wanted.filter(({ name, comment }) => known.get(name) !== comment)
  for (const { on, comment } of missing) {
    // COMMENT takes no parameters; the words are ours.
    await client.query(`comment on ${on} is '${comment.replaceAll("'", "''")}'`)
  }
  return missing.length
}
