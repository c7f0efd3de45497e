/** An element with text, or with elements in it; attributes in the order given. */
export interface XmlElement {
  name: string
  attributes?: readonly (readonly [string, string])[]
  content: string | readonly XmlElement[]
}

/** An element with elements in it, or nothing where there are none. */
export function groupElement(name: string, content: readonly XmlElement[]): XmlElement[] {
  return content.length === 0 ? [] : [{ name, content }]
}

/** An element of text, or nothing where the text is empty. */
export function textElement(name: string, content: string): XmlElement[] {
  return content === '' ? [] : [{ name, content }]
}

/** What stands before the records of a document in UTF-8: the declaration and the root's start. */
export function xmlHead(root: Pick<XmlElement, 'name' | 'attributes'>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root.name}${attributesOf(root)}>\n`
}

/** What stands after the records. */
export function xmlFoot(root: Pick<XmlElement, 'name'>): string {
  return `</${root.name}>\n`
}

/** One record within the root, with two spaces of indentation and LF. */
export function xmlRecord(element: XmlElement): string {
  const lines: string[] = []
  write(element, '  ', lines)
  return `${lines.join('\n')}\n`
}

function write(element: XmlElement, indent: string, lines: string[]): void {
  const attributes = attributesOf(element)
  const { name, content } = element
  if (typeof content === 'string') {
    lines.push(`${indent}<${name}${attributes}>${escaped(content)}</${name}>`)
    return
  }
  lines.push(`${indent}<${name}${attributes}>`)
  for (const child of content) write(child, `${indent}  `, lines)
  lines.push(`${indent}</${name}>`)
}

function attributesOf({ attributes = [] }: Pick<XmlElement, 'attributes'>): string {
  return attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
