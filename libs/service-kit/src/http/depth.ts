import { ProblemError } from './problem.js';

const MAX_DEPTH = 32;

/** What JSON is made of: bytes and streams are no tree, and a stream's own fields lead in circles. */
function isNested(node: unknown): node is object {
  if (typeof node !== 'object' || node === null) return false;
  return Array.isArray(node) || Object.getPrototypeOf(node) === Object.prototype;
}

/** Refuses JSON with more than 32 objects or lists inside one another, before anything walks it. */
export function refuseDeepNesting(value: unknown): void {
  let level: object[] = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new ProblemError(400, 'request/too-deep', `The body is nested deeper than ${MAX_DEPTH} levels`);
    }
    level = level.flatMap((node) => Object.values(node).filter(isNested));
  }
}
