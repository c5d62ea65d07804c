import { fenFromYuan, type Fen } from '@cartrail/kernel';
import { text } from './json.js';

/** An amount in yuan as a price. One that cannot be read, or is nothing, is none: it would win against every real one. */
export function priceFrom(yuan: unknown): Fen | undefined {
  try {
    const fen = fenFromYuan(text(yuan));
    return fen > 0 ? fen : undefined;
  } catch {
    return undefined;
  }
}
