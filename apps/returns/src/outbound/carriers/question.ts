import type { QuoteRequest } from '@cartrail/carriers';
import type { QuoteQuestion } from '../../application/ports.js';
import { partsOf } from './address-parts.js';

/** A buyer waits for the answer: what takes longer counts as silence. */
const PATIENCE_MS = 4_000;

/** What a provider is asked about a carriage. */
export const toRequest = ({ fromRegion, toRegion, ...question }: QuoteQuestion): QuoteRequest => ({
  ...question,
  fromParts: partsOf(question.from, fromRegion),
  toParts: partsOf(question.to, toRegion),
});

/** `undefined`: it took longer than a buyer waits. */
export async function withinPatience<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, PATIENCE_MS);
  });
  // A late failure is nobody's any more.
  answer.catch(() => undefined);
  return Promise.race([answer, over]).finally(() => {
    clearTimeout(timer);
  });
}
