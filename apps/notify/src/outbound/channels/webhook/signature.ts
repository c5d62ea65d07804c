import { SECOND, type Instant } from '@cartrail/kernel';
import { Webhook } from 'standardwebhooks';

/** Standard Webhooks' three headers for one attempt; one signature per live secret. */
export function signedHeaders(
  secrets: readonly string[],
  id: string,
  at: Instant,
  body: string,
): Readonly<Record<string, string>> {
  const seconds = Math.floor(at / SECOND);
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(seconds * SECOND), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}
