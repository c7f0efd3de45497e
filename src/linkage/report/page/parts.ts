import { type Markup, markup } from '../../explain/markup.ts'

type Cell = Markup | string | number

/** A section of the report: what it tells and what to do about it come first, in one sentence. */
export interface Section {
  id: string
  title: string
  lead: string
  body: Markup
}

export const section = ({ id, title, lead, body }: Section): Markup => markup`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}</h2>
<p class="lead">${lead}</p>
${body}
<p class="top"><a href="#top">Back to the contents</a></p>
</section>`

export interface TableOptions {
  caption: string
  head: string[]
  rows: (Cell | null)[][]
  /** Columns of figures, by place: set to the right. */
  figures?: number[]
}

/** A table that scrolls sideways where the screen is narrow. What a cell lacks is said, not left blank. */
export function table({ caption, head, rows, figures = [] }: TableOptions): Markup {
  const align = (i: number) => (figures.includes(i) ? markup` class="figure"` : null)
  return markup`<div class="wide" role="group" tabindex="0" aria-label="${`Table: ${caption}`}"><table><caption><span>${caption}</span></caption><thead><tr>${head.map((h, i) => markup`<th scope="col"${align(i)}>${h}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      markup`<tr>${row.map((cell, i) =>
        i === 0
          ? markup`<th scope="row"${align(i)}>${cell ?? 'none'}</th>`
          : markup`<td${align(i)}>${cell ?? markup`<span class="none">none</span>`}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`
}

/** Something to open: closed at first, so that a page can be skimmed. */
export const details = (summary: string, body: Markup): Markup =>
  markup`<details><summary>${summary}</summary>${body}</details>`

/** A chart with its figures as a table to open. */
export const chartWithTable = (chart: Markup, options: TableOptions): Markup =>
  markup`${chart}${details('These figures as a table', table(options))}`

export const paragraph = (text: string): Markup => markup`<p>${text}</p>`

/** Values longer than this are cut: nobody reads them to the end. */
const LONGEST = 80

/** A value of a record, kept from spilling its writing direction over its neighbours. */
export function recordValue(text: string | null): Markup {
  if (text === null) return markup`<span class="none">missing</span>`
  const letters = [...text]
  const cut = letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : text
  return markup`<bdi>${cut}</bdi>`
}
