import { writeFileSync } from 'node:fs';
import { machineClock, type Clock } from '@cartrail/kernel';
import type { RawCallback } from '../port.js';
import { fileTrouble, Unusable, type Answer } from './answer.js';
import { providerOf } from './provider.js';
import { signers } from './signers.js';

/** A push with this content, signed with the account's secret. Throws `Misused`, `Unusable`, `CarrierSettingsError`. */
export function signed(
  provider: string,
  body: Buffer,
  settings: unknown,
  fields: Readonly<Record<string, string>> = {},
  clock: Clock = machineClock,
): RawCallback {
  const { features } = providerOf(provider).manifest;
  const why = features['signed-push'];
  if (why !== true) throw new Unusable(`${provider}: no push of it is signed: ${why}`);
  const signer = signers.get(provider);
  if (!signer) throw new Unusable(`${provider}: this command does not know how its pushes are put together`);
  return signer({ body, settings, fields, now: clock.now() });
}

/** Headers and body for people and programs; with `out`, the body's bytes go into that file. Throws `Unusable`. */
export function signAnswer(provider: string, { headers, body }: RawCallback, out?: string): Answer {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value ?? ''}`);
  if (out !== undefined) {
    write(out, body);
    return { json: { provider, headers, written: out }, lines: [...head, '', `written: ${out}`] };
  }
  const text = body.toString('utf8');
  return { json: { provider, headers, body: text }, lines: [...head, '', text] };
}

function write(file: string, body: Buffer): void {
  try {
    writeFileSync(file, body);
  } catch (error) {
    throw new Unusable(`${file} cannot be written: ${fileTrouble(error)}`);
  }
}
