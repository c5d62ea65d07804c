import { machineClock, toIso } from '@cartrail/kernel';
import { MalformedCallback } from '../errors.js';
import { isSupported, type CallbackContent, type CallbackPort, type RawCallback } from '../port.js';
import type { CarrierManifest } from '../manifest.js';
import type { CarrierEntry } from '../registry.js';
import { Unusable, type Answer } from './answer.js';
import { contentLines } from './content-lines.js';
import { masked } from './mask.js';
import { needsKey, placeholderSettings } from './placeholders.js';
import { providerOf } from './provider.js';

interface Reading {
  /** An account's, with its secret; without them a push is read and not verified. */
  readonly settings?: unknown;
  /** Names and phones as they came. */
  readonly unmask?: boolean;
}

/** What a captured push says. Throws `Misused`, `Unusable` and `CarrierSettingsError`. */
export function decode(
  provider: string,
  raw: RawCallback,
  { settings, unmask = false }: Reading = {},
): Answer {
  const entry = providerOf(provider);
  const callbacks = callbacksOf(entry, raw, settings);
  const verification = settings === undefined ? NO_SETTINGS : verified(entry, callbacks, raw);
  if (verification === FORGED) return forged(entry.manifest, () => callbacks.parse(raw));
  const content = contentOf(provider, verification, () => callbacks.parse(raw));
  const shown = unmask ? content : masked(content);
  return {
    json: { provider, verification, ...jsonOf(shown) },
    lines: [`${provider}  ${verification}  kind ${JSON.stringify(shown.kind)}`, ...contentLines(shown)],
  };
}

const NO_SETTINGS = 'not verified: no settings given';
const FORGED = 'forged';

function callbacksOf(entry: CarrierEntry, raw: RawCallback, settings: unknown): CallbackPort {
  const { provider } = entry.manifest;
  const usable = settings ?? placeholderSettings(provider, raw);
  if (usable === undefined)
    throw new Unusable(`${provider}: a push is read with the settings of its account: --settings <file>`);
  const { callbacks } = entry.create(usable, { http: silent, clock: machineClock });
  if (!isSupported(callbacks)) throw new Unusable(`${provider}: no push of it is read: ${callbacks.why}`);
  return callbacks;
}

/** Reading asks nobody. */
const silent = { post: () => Promise.reject(new Error('a capture is read without any call')) };

function verified({ manifest }: CarrierEntry, callbacks: CallbackPort, raw: RawCallback): string {
  if (!callbacks.verify(raw)) return FORGED;
  const signed = manifest.features['signed-push'];
  return signed === true ? 'verified' : `not verified: ${signed}`;
}

/** Where nothing is signed or sealed, what does not verify is not forged: it is in no form of the provider's pushes. */
function forged({ provider, features }: CarrierManifest, parse: () => CallbackContent): Answer {
  const why = malformedBy(parse);
  if (features['signed-push'] !== true && !needsKey(provider))
    throw new Unusable(`${provider}: this is no push of it: ${why ?? 'it is in another form'}`);
  return {
    json: { provider, verification: FORGED },
    lines: [`${provider}  forged: ${why ?? 'the secret of these settings did not sign these bytes'}`],
    bad: true,
  };
}

function malformedBy(parse: () => CallbackContent): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (!(error instanceof MalformedCallback)) throw error;
    return error.message;
  }
}

function contentOf(provider: string, verification: string, parse: () => CallbackContent): CallbackContent {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof MalformedCallback)) throw error;
    throw new Unusable(`${provider}: ${verification}, and malformed: ${error.message}`);
  }
}

/** Instants leave as RFC 3339. */
const jsonOf = ({ reports, ...rest }: CallbackContent): object => ({
  ...rest,
  reports: reports.map(({ scans, ...report }) => ({
    ...report,
    scans: scans.map((scan) => ({ ...scan, occurredAt: toIso(scan.occurredAt) })),
  })),
});
