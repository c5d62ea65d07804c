import { AddressRefused } from '../../application/ports.js';

const NAMES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  UND_ERR_SOCKET: 'connection closed',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
  UND_ERR_HEADERS_OVERFLOW: 'headers too large',
  ENOTFOUND: 'unknown host',
};

/** Why there was no answer, without addresses. */
export function failureOf(error: unknown): { readonly error: string; readonly refused: boolean } {
  if (error instanceof AddressRefused) return { error: error.message, refused: true };
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'UndecipherableField') return { error: 'its secret cannot be opened', refused: false };
  if (name === 'TimeoutError') return { error: 'no answer in 15 s', refused: false };
  if (typeof code === 'string') return { error: NAMES[code] ?? code, refused: false };
  return { error: 'no answer', refused: false };
}
