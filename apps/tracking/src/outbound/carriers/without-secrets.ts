const SHORTEST_SECRET = 4;
/** What adapters have taken out of a vendor's words already; a secret with such a number in it stands there without. */
const NUMBERS = /\d[\d-]{2,}\d/g;

/** A vendor may repeat what it was called with: what an account's secret settings say is taken out of its words. */
export const withoutSecrets = (words: string, secrets: readonly unknown[]): string =>
  secrets
    .filter((each): each is string => typeof each === 'string')
    .flatMap((secret) => [secret, secret.replaceAll(NUMBERS, '…')])
    .filter((each) => each.length >= SHORTEST_SECRET)
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), words);
