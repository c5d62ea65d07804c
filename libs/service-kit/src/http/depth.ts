import { ProblemError } from './problem.js';

const MAX_DEPTH = 32;

/** Refuses JSON nested deeper than anybody needs, before anything walks it. */
export function refuseDeepNesting(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new ProblemError(400, 'request/too-deep', `The body is nested deeper than ${MAX_DEPTH} levels`);
    }
    level = level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []));
  }
}
