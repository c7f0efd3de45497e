/** An element with text, or with elements in it; attributes in the order given. */
export interface XmlElement {
  name: string
  attributes?: readonly (readonly [string, string])[]
  content: string | readonly XmlElement[]
}

/** An element of text, or nothing where the text is empty. */
export function textElement(name: string, content: string): XmlElement[] {
  return content === '' ? [] : [{ name, content }]
}

/** An XML document in UTF-8 with two spaces of indentation and LF. */
export function xmlText(root: XmlElement): string {
  const lines: string[] = ['<?xml version="1.0" encoding="UTF-8"?>']
  write(root, '', lines)
  return `${lines.join('\n')}\n`
}

function write(element: XmlElement, indent: string, lines: string[]): void {
  const attributes = (element.attributes ?? [])
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')
  const { name, content } = element
  if (typeof content === 'string') {
    lines.push(`${indent}<${name}${attributes}>${escaped(content)}</${name}>`)
    return
  }
  lines.push(`${indent}<${name}${attributes}>`)
  for (const child of content) write(child, `${indent}  `, lines)
  lines.push(`${indent}</${name}>`)
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
