import { platformFeatures, type ApplicationField, type PlatformManifest } from '../application/ports.js';
import { limitSettings } from '../application/check-application.js';
import { matrixOf, promised } from '../conformance/matrix.js';
import { anatomy, confidence, ninth } from './document-words.js';
import { manifests } from './platforms.js';
import { markdownTable } from './table.js';
import { overview } from './usage.js';
import { callLimits, featureMeanings, listLimits, needOf, reachOf, renewalOf, spanOf } from './words.js';

/** `docs/platforms.md`: which shops can be connected, what each can do and why not, and how another one is added. */
export const platformsDocument = (): string => `# Platforms

Written by \`npm run platforms -- docs\` from the manifests in \`apps/order-sync/src/outbound/platforms\`; do not edit.
[How sure the facts are](#how-sure-the-facts-are) · [what a connector is made of](#what-a-connector-is-made-of) ·
[adding the ninth](#adding-the-ninth) · [conformance](#conformance) · [command line](#command-line)

${markdownTable(
  ['', ...manifests.map(({ en, zh }) => `${en} ${zh}`)],
  platformFeatures.map((feature) => [
    feature,
    ...manifests.map(({ features }) => (features.includes(feature) ? 'yes' : '–')),
  ]),
)}

A platform that has a feature:

${platformFeatures.map((feature) => `- **${feature}**: ${featureMeanings[feature]}`).join('\n')}

Every application may have the settings ${limitSettings.map(({ name }) => `\`${name}\``).join(' and ')}, where its contract allows other
numbers of calls than the platform documents. A \`–\` has its reason below. Orders and cases are always read again after a push: a push only says what to ask for.

${manifests.map(platformSection).join('\n\n')}

${confidence}

${anatomy}

${ninth}

## Conformance

One kit for all of them, over HTTP against the simulators (\`apps/order-sync/test/conformance\`): \`pass\` is what the run has to show,
and it fails where a platform does not keep a guarantee, or keeps one that it is excused from. \`–\` is not applicable, for the
reason below the table. \`mapped\` is a private mall of the simulators, by a mapping document.

${conformance()}

## Command line

After a build. Exit code 0: answered; 1: what was looked at is not as it should be; 2: misused; each time with one line that says what to do.

\`\`\`
${overview().join('\n')}
\`\`\`

A request to sign is described in JSON, by the names the fields have on the wire, as one of \`call\`, \`push\` and \`channel\`:

\`\`\`json
{ "call": { "method": "order.orderDetail", "param_json": "{\\"shop_order_id\\":\\"1\\"}", "timestamp": "1700000000" } }
\`\`\`

What is signed is printed with the name of the secret in its place. A captured push is checked over its bytes where credentials are
given, and nothing forged is read; Kuaishou's and WeChat's sealed ones cannot be read without. An answer about an order or a case
goes through the connector itself, which is told that these bytes are what the platform answers: what comes out is what the service
would take in.
`;

function platformSection(manifest: PlatformManifest): string {
  const { id, zh, en, credentials, settings, hosts, lagMs, pollEveryMs, notSupported } = manifest;
  const limits = listLimits(manifest);
  const atMost = callLimits(manifest)
    .map((limit) => ` At most ${limit}.`)
    .join('');
  const every = pollEveryMs === undefined ? '' : `, not oftener than every ${spanOf(pollEveryMs)}`;
  return [
    `## ${en} ${zh}`,
    '',
    `\`${id}\`, [its folder](../apps/order-sync/src/outbound/platforms/${id}). Polls stay ${spanOf(lagMs)} behind now${every}. A token is renewed ${renewalOf(manifest)}.${atMost}`,
    ...(Object.keys(hosts).length === 0 ? [] : [`Hosts: ${hostsOf(hosts)}.`]),
    ...(limits.length === 0
      ? []
      : [
          '',
          markdownTable(
            ['list', 'longest window', 'reaches back'],
            limits.map(({ list, maxSpanMs, maxAgeMs }) => [list, spanOf(maxSpanMs), reachOf(maxAgeMs)]),
          ),
        ]),
    '',
    markdownTable(
      ['field', '', '', ''],
      [...credentials.map(fieldRow('sealed')), ...settings.map(fieldRow('setting'))],
    ),
    '',
    ...Object.entries(notSupported).map(([feature, why]) => `- no ${feature}: ${why}`),
  ].join('\n');
}

const hostsOf = (hosts: PlatformManifest['hosts']): string =>
  Object.entries(hosts)
    .map(([name, url]) => `${name} \`${url}\``)
    .join(', ');

const fieldRow =
  (kind: string) =>
  (field: ApplicationField): readonly string[] => [
    `\`${field.name}\``,
    `${kind}, ${needOf(field)}`,
    escaped(field.en),
    escaped(field.zh),
  ];

const escaped = (text: string): string => text.replaceAll('|', '\\|');

function conformance(): string {
  const columns = manifests.map((manifest) => [manifest.id, promised(manifest)] as const);
  const { head, rows, reasons } = matrixOf(new Map(columns));
  const shown = rows.map((row) => row.map((cell) => (cell === 'n/a' ? '–' : cell)));
  return `${markdownTable(head, shown)}\n\n${reasons.map((reason) => `- ${reason}`).join('\n')}`;
}
