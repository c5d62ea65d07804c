import type { CarrierRow } from '../carrier-row.js';
import { carriers } from '../catalogue.js';
import { featureMeanings } from '../feature-meanings.js';
import { carrierFeatures, type CarrierManifest } from '../manifest.js';
import { numberRules } from '../number-rules.js';
import { carrierFactories } from '../registry.js';
import { cellsOf, matrix } from './conformance.js';
import { markdownTable } from './table.js';

/** `docs/carriers.md`: who we speak with, what each can do and why not, and the catalogue. */
export function carriersDocument(): string {
  const manifests = [...carrierFactories.values()].map(({ manifest }) => manifest);
  return `# Carriers

Written by \`npm run carriers -- docs\` from the manifests and the catalogue in \`libs/carriers/src\`; do not edit.
Another provider begins with \`npm run new:carrier -- <id>\`; [libs/carriers](../libs/carriers/README.md) says how it goes on.

## Providers

${markdownTable(
  ['', ...manifests.map(({ label }) => `${label.en} ${label.zh}`)],
  carrierFeatures.map((feature) => [
    feature,
    ...manifests.map(({ features }) => (features[feature] === true ? 'yes' : '–')),
  ]),
)}

A provider that has a feature:

${carrierFeatures.map((feature) => `- **${feature}**: ${featureMeanings[feature]}`).join('\n')}

A \`–\` has its reason below, with the provider; most of them wait for a document that is not public. How a provider signs,
what its settings are and what is odd about it stands in the README of its folder.

${manifests.map(providerSection).join('\n\n')}

## Conformance

One suite for all of them, over real HTTP (\`libs/carriers/src/conformance\`). \`pass\`: the provider's unit run fails where it does
not. \`–\`: not applicable; where a whole operation is withheld, its reason stands with the provider above.
\`npm run carriers -- conformance <provider>\` shows one column with all reasons.

${conformanceTable()}

Not applicable within an operation that the provider has:

${manifests.flatMap(exceptionLines).join('\n')}

## Catalogue

${carriers.length} carriers. A cell is empty where no source has it. \`KDN\`: the newest list of KDNiao codes in public SDKs;
\`KDN-older\`: only in the list before it; \`KDN-sdk\`: in one SDK only; \`K100\`: Kuaidi100's; \`TAO\`: Taobao's; \`DY\`: Douyin's
documents. Tail: some provider wants the last four digits of a phone.

${markdownTable(
  ['ours', 'zh', 'en', 'KDNiao', 'Kuaidi100', 'Taobao', 'Douyin', 'also', 'tail', 'source'],
  carriers.map(catalogueCells),
)}

## Numbers

Letters decide, digits only suggest: \`npm run carriers -- recognise <number>\`. Sources: \`T\` Taobao's \`reg_mail_no\`, \`Y\` YTO's
site, \`L\` SDK samples and public logs, \`UPU\` the S10 standard (with its check digit).

${markdownTable(
  ['carrier', 'pattern', 'says', 'source'],
  numberRules.map(({ carrier, pattern, strength, source }) => [
    carrier,
    `\`${pattern.source.replaceAll('|', '\\|')}\``,
    strength,
    source,
  ]),
)}
`;
}

function providerSection({
  label,
  provider,
  documentation,
  features,
  fullHistory,
  limits,
  secrets,
  ...manifest
}: CarrierManifest): string {
  const reasons = carrierFeatures.flatMap((feature) =>
    features[feature] === true ? [] : [`- no ${feature}: ${features[feature]}`],
  );
  const known = Object.entries(limits).map(([name, value]) => `\`${name}\` ${value}`);
  return [
    `### ${label.en} ${label.zh}`,
    '',
    `Provider \`${provider}\`, [its folder](../libs/carriers/src/${provider}/README.md). Documents: <${documentation}>. Sealed settings: ${secrets.map((name) => `\`${name}\``).join(', ')}.`,
    ...(features.push === true
      ? [`Its pushes tell ${fullHistory ? 'the whole history each time' : 'what is new'}.`]
      : []),
    `Reached at ${liveHosts(manifest).join(', ')}. ${sandboxLine(manifest)}`,
    ...(known.length === 0 ? [] : [`Limits: ${known.join(', ')}.`]),
    '',
    ...reasons,
  ]
    .join('\n')
    .trimEnd();
}

const liveHosts = ({ config }: Pick<CarrierManifest, 'config'>): readonly string[] =>
  settingLines(new config()).filter((line) => /`https?:/.test(line));

function sandboxLine({ sandbox }: Pick<CarrierManifest, 'sandbox'>): string {
  if (typeof sandbox === 'string') return `No sandbox: ${sandbox}.`;
  const { settings, without = [] } = sandbox;
  const missing = without.length === 0 ? '' : `; it has no ${without.join(', ')}`;
  return `In the sandbox: ${settingLines(settings).join(', ')}${missing}.`;
}

const settingLines = (settings: object): readonly string[] =>
  Object.entries(settings).map(([name, value]) => `\`${name}\` \`${String(value)}\``);

const catalogueCells = (row: CarrierRow): readonly string[] => [
  row.code,
  row.zh,
  row.en ?? '',
  row.codes.kdniao ?? '',
  row.codes.kuaidi100 ?? '',
  row.codes.taobao ?? '',
  row.codes.douyin ?? '',
  row.aliases.map(({ code }) => code).join(' '),
  row.needsPhoneTail ? 'yes' : '',
  row.sources.join(' '),
];

function conformanceTable(): string {
  const { providers, rows } = matrix();
  return markdownTable(['', 'guarantee', ...providers], rows);
}

const exceptionLines = (manifest: CarrierManifest): readonly string[] =>
  cellsOf(manifest).flatMap(({ feature, guarantee, outcome, why = '' }) =>
    outcome === 'pass' || manifest.features[feature] !== true
      ? []
      : [`- \`${manifest.provider}\` ${feature}, ${guarantee}: ${why}`],
  );
