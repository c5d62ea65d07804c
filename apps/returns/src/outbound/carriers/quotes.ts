import { CarrierError, isSupported } from '@cartrail/carriers';
import type { QuoteQuestion, Quotes } from '../../application/ports.js';
import type { BookingAccounts } from './accounts.js';

/** A buyer waits for the answer: what takes longer counts as silence, and the card's price is shown. */
const PATIENCE_MS = 4_000;

export class ProviderQuotes implements Quotes {
  constructor(private readonly accounts: BookingAccounts) {}

  async ask(tenantId: string, questions: readonly QuoteQuestion[]): ReturnType<Quotes['ask']> {
    const account = await this.accounts.ofTenant(tenantId);
    if (!account) return undefined;
    const { provider, port } = account;
    if (questions.length === 0) return { provider, quoted: [], silent: 'provider-not-asked' };
    const silence = { provider, quoted: [], silent: 'provider-silent' } as const;
    if (!isSupported(port.quote)) return silence;
    try {
      const quoted = await withinPatience(port.quote(questions));
      return quoted ? { provider, quoted } : silence;
    } catch (error) {
      if (error instanceof CarrierError) return silence;
      throw error;
    }
  }
}

async function withinPatience<T>(answer: Promise<T>): Promise<T | undefined> {
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
