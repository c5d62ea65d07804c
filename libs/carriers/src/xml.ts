import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Everything stays the text it was; XML's own entities and references to characters are read. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** The parser takes the square of such a run in time; no push has one. */
const ENDLESS_SPACE = /\s{257}/;

/**
 * A document as a record of its root: an element is its text, or a record of its attributes and elements where it has
 * any; a repeated element is a list of them. Throws on anything that is no well-formed XML. A document type throws too:
 * entities a sender declares are never expanded, and no carrier's push has one.
 */
export function readXml(document: string): Readonly<Record<string, unknown>> {
  if (document.includes('<!DOCTYPE')) throw new Error('a document type is not read');
  if (ENDLESS_SPACE.test(document)) throw new Error('too much white space');
  if (XMLValidator.validate(document) !== true) throw new Error('not well-formed');
  return parser.parse(document) as Readonly<Record<string, unknown>>;
}

/** What may be absent, once, or repeated. */
export const elements = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
