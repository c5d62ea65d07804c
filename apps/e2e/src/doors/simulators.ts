import type { Door } from './http.js';

/** Everything of one kind that the simulators' ledger holds, oldest change first. */
export async function* ledgerOf<T>(simulators: Door, kind: string): AsyncGenerator<T> {
  for (let since = 0, more = true; more;) {
    const page = await simulators.get<{ items: T[]; nextSince: number; more: boolean }>(
      `/control/ledger?kind=${kind}&limit=5000&since=${since}`,
    );
    yield* page.items;
    since = page.nextSince;
    more = page.more && page.items.length > 0;
  }
}
