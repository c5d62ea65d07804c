import { carriers, findCarrier, normaliseNumber } from '../catalogue.js';
import { carrierFeatures, type CarrierFeature, type CarrierManifest } from '../manifest.js';
import { recognise } from '../recognise.js';
import { carrierFactories } from '../registry.js';
import { UNKNOWN } from '../status.js';
import { Misused, type Answer } from './answer.js';
import { providerOf } from './provider.js';
import { textTable } from './table.js';

const manifests = (): readonly CarrierManifest[] =>
  [...carrierFactories.values()].map((entry) => entry.manifest);

const has = ({ features }: CarrierManifest, feature: CarrierFeature): boolean => features[feature] === true;

/** Provider by provider, what it can do. */
export function list(): Answer {
  const head = ['provider', ...carrierFeatures];
  const rows = manifests().map((manifest) => [
    manifest.provider,
    ...carrierFeatures.map((feature) => (has(manifest, feature) ? 'yes' : '–')),
  ]);
  return {
    json: manifests().map(({ provider, label, features }) => ({ provider, label, features })),
    lines: [...textTable(head, rows), '', 'why not: npm run carriers -- show <provider>'],
  };
}

/** One provider with its reasons, or one carrier of the catalogue with its codes. */
export function show(id: string): Answer {
  const manifest = carrierFactories.get(id)?.manifest;
  if (manifest) {
    const { provider, label, documentation, features, fullHistory, limits, sandbox, secrets } = manifest;
    return {
      json: { provider, label, documentation, features, fullHistory, limits, sandbox, secrets },
      lines: [
        `${provider}  ${label.zh} ${label.en}  ${documentation}`,
        `pushes tell ${fullHistory ? 'the whole history each time' : 'what is new'}`,
        `kept sealed: ${secrets.join(', ')}`,
        typeof sandbox === 'string' ? `no sandbox: ${sandbox}` : 'an account may be in its sandbox',
        ...carrierFeatures.map((feature) => {
          const answer = features[feature];
          return `  ${feature.padEnd(13)} ${answer === true ? 'yes' : `no: ${answer}`}`;
        }),
      ],
    };
  }
  const row = findCarrier(id.toUpperCase()) ?? carriers.find(({ zh }) => zh === id);
  if (!row)
    throw new Misused(
      `neither a provider (npm run carriers -- list) nor a carrier (docs/carriers.md): ${id}`,
    );
  const codes = Object.entries(row.codes).map(([system, code]) => `${system} ${code}`);
  const also = row.aliases.map(({ system, code }) => `${system} ${code}`);
  return {
    json: row,
    lines: [
      `${row.code}  ${row.zh} ${row.en ?? ''}`.trimEnd(),
      `  codes   ${codes.join(', ')}`,
      ...(also.length === 0 ? [] : [`  also    ${also.join(', ')}`]),
      `  query   ${row.needsPhoneTail ? 'wants the last four digits of a phone' : 'by the number alone'}`,
      `  source  ${row.sources.join(', ')}`,
    ],
  };
}

/** Whose number it may be. */
export function candidates(number: string): Answer {
  const found = recognise(number).map((candidate) => ({
    ...candidate,
    zh: findCarrier(candidate.carrier)?.zh ?? '',
  }));
  const lines = found.map(
    ({ carrier, zh, confidence, reasons }) =>
      `${confidence.padEnd(9)} ${carrier.padEnd(6)} ${zh}  ${reasons.join('; ')}`,
  );
  return {
    json: { number: normaliseNumber(number), candidates: found },
    lines: found.length === 0 ? ['no rule fits: ask the buyer, or a provider that recognises'] : lines,
  };
}

/** What a provider's scan code means to us. */
export function status(provider: string, code: string): Answer {
  const { status: meaning, reason } = providerOf(provider).meaningOf(code);
  const told =
    meaning === UNKNOWN ? ['kept raw and counted, changes nothing'] : reason === undefined ? [] : [reason];
  return {
    json: { provider, code, status: meaning, reason: reason ?? null },
    lines: [[`${provider} ${code}: ${meaning}`, ...told].join(', ')],
  };
}
