import { codeSystems, type CarrierRow } from './carrier-row.js';
import { directProviders } from './direct.js';
import { providersWith } from './registry.js';

/** Who may be asked about a carrier's parcels, by provider id in the order of the registry. */
export interface Coverage {
  /** Tells where its parcels are. */
  readonly follow: readonly string[];
  /** Sends couriers of it. An aggregator sends only some; which, it says when it is asked. */
  readonly book: readonly string[];
}

/** A carrier itself, or an aggregator that we know to have a code of it. */
export const coverageOf = (carrier: CarrierRow): Coverage => ({
  follow: providersWith('track', 'subscribe').filter((provider) => knows(provider, carrier)),
  book: providersWith('book').filter((provider) => knows(provider, carrier) && fetches(provider, carrier)),
});

function knows(provider: string, { code, codes }: CarrierRow): boolean {
  const direct = directProviders.get(provider);
  if (direct) return direct.carriers.includes(code);
  return codeSystems.some((system) => system === provider && codes[system] !== undefined);
}

/** Whoever carries parcels itself fetches those of the first brand it is listed with. */
function fetches(provider: string, { code }: CarrierRow): boolean {
  const direct = directProviders.get(provider);
  return direct === undefined || direct.carriers[0] === code;
}
