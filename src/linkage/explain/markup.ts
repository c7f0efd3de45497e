/** Markup that is safe to be shown as it stands. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

type Inserted = Markup | string | number | null | undefined | false | readonly Inserted[]

/**
 * HTML or SVG with everything inserted escaped, unless it is {@link Markup} already. Nothing,
 * false and empty lists leave no trace.
 */
export function markup(parts: TemplateStringsArray, ...inserted: readonly Inserted[]): Markup {
  let out = parts[0] as string
  inserted.forEach((value, i) => {
    out += shown(value) + (parts[i + 1] as string)
  })
  return new Markup(out)
}

function shown(value: Inserted): string {
  if (value instanceof Markup) return value.text
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'object') return value.map(shown).join('')
  return escapeMarkup(String(value))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as markup shows it. What no document may hold (control characters, lone halves) becomes �. */
export function escapeMarkup(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/[&<>"']/g, (c) => ENTITIES[c] as string)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be taken out
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
  )
}
