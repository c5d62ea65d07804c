import { CarrierError } from './errors.js';
import { isSupported, type CarrierPort } from './port.js';

const SHORTEST_SECRET = 4;
/** What adapters have taken out of a vendor's words already; a secret with such a number in it stands there without. */
const NUMBERS = /\d[\d-]{2,}\d/g;

/** A vendor may repeat what it was called with: what an account's secret settings say is taken out of its words. */
export const withoutSecrets = (words: string, secrets: readonly unknown[]): string =>
  secrets
    .filter((each): each is string => typeof each === 'string')
    .flatMap((secret) => [secret, new URLSearchParams([[secret, '']]).toString().slice(0, -1)])
    .flatMap((secret) => [secret, secret.replaceAll(NUMBERS, '…')])
    .filter((each) => each.length >= SHORTEST_SECRET)
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), words);

/** The same port; what its calls throw is kept, shown and told to others, and names none of these secrets. */
export function keepingSecrets(port: CarrierPort, secrets: readonly unknown[]): CarrierPort {
  const { pickups } = port;
  const hide = (error: unknown): unknown =>
    error instanceof CarrierError ? discreet(error, secrets) : error;
  return {
    ...hiding(port, hide),
    pickups: isSupported(pickups) ? hiding(pickups, hide) : pickups,
  };
}

/** Without its cause, too: that may name an address which was called, and a key in it. */
function discreet(
  { kind, message, provider, code, retryAfterMs }: CarrierError,
  secrets: readonly unknown[],
) {
  return new CarrierError(kind, withoutSecrets(message, secrets), {
    provider,
    code: code && withoutSecrets(code, secrets),
    retryAfterMs,
  });
}

type Call = (...given: readonly unknown[]) => Promise<unknown>;

/** Every function of a port is a call to the vendor. */
const hiding = <Port extends object>(port: Port, hide: (error: unknown) => unknown): Port => ({
  ...port,
  ...Object.fromEntries(
    Object.entries(port)
      .filter((entry): entry is [string, Call] => typeof entry[1] === 'function')
      .map(([name, call]) => [
        name,
        async (...given: readonly unknown[]) => {
          try {
            return await call(...given);
          } catch (error) {
            throw hide(error);
          }
        },
      ]),
  ),
});
