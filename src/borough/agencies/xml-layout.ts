import type { IsoDate } from '#kernel'
import { xmlFoot, xmlHead } from '../formats/xml.ts'
import type { FileLayout } from './agency.ts'

/** An XML file's layout: the root with its attributes and the day, then a record for each person. */
export function xmlLayout(
  root: string,
  attributes: readonly (readonly [string, string])[],
): FileLayout {
  return {
    extension: 'xml',
    encoding: 'utf-8',
    head: (day: IsoDate) =>
      xmlHead({ name: root, attributes: [...attributes, ['extracted', day]] }),
    line: ({ person }) => person,
    foot: xmlFoot({ name: root }),
  }
}
