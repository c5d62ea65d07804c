import { readFileSync } from 'node:fs';
import type { MappingDocument } from '../src/domain/mapping/document.js';
import { readDocument } from '../src/domain/mapping/validate.js';
import { catalogue } from '../src/outbound/platforms/mapped/catalogue.js';
import { parseExactJson } from '../src/outbound/platforms/mapped/exact-json.js';

type Example = 'private-mall' | 'erp-top';

const folder = new URL('../src/outbound/platforms/mapped/examples/', import.meta.url);

export const exampleText = (name: Example): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');

export const samplePayload = (name: Example, of: 'order' | 'after-sale'): Record<string, unknown> =>
  parseExactJson(readFileSync(new URL(`${name}.${of}.json`, folder), 'utf8')) as Record<string, unknown>;

/** A document with some of it changed; a JSON pointer names what. */
export function documentWith(name: Example, changes: Readonly<Record<string, unknown>> = {}): string {
  const value = JSON.parse(exampleText(name)) as unknown;
  for (const [pointer, changed] of Object.entries(changes)) {
    const names = pointer.slice(1).split('/');
    const last = names.pop() ?? '';
    const parent = names.reduce((held, part) => (held as Record<string, unknown>)[part], value);
    const holder = parent as Record<string, unknown>;
    if (changed === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = changed;
  }
  return JSON.stringify(value);
}

export function validDocument(name: Example, changes?: Readonly<Record<string, unknown>>): MappingDocument {
  const read = readDocument(documentWith(name, changes), catalogue);
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems));
  return read.document;
}
