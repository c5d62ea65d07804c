import type { Problem, Report } from './check.js';
import { checkCalls } from './check-calls.js';
import { checkRules } from './check-rules.js';
import type { MappingDocument } from './document.js';
import { documentShape } from './document-shape.js';
import { limits } from './limits.js';
import type { Catalogue } from './steps.js';

export type ReadDocument =
  | { readonly kind: 'valid'; readonly document: MappingDocument }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

const MOST_PROBLEMS = 100;

/** Reads a document, or tells everything that is wrong with it. Never throws. */
export function readDocument(text: string, catalogue: Catalogue): ReadDocument {
  const problems: Problem[] = [];
  const report: Report = (pointer, message) => {
    const isTold = problems.some((told) => told.pointer === pointer && told.message === message);
    if (!isTold && problems.length < MOST_PROBLEMS) problems.push({ pointer, message });
  };
  const value = parse(text, report);
  if (problems.length === 0) documentShape(value, '', report);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const document = value as MappingDocument;
  checkRules(document, catalogue, report);
  checkCalls(document, catalogue, report);
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'valid', document };
}

function parse(text: string, report: Report): unknown {
  if (text.length > limits.documentChars) {
    report('', `must have at most ${limits.documentChars} characters`);
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    report('', `must be JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`);
    return undefined;
  }
}
