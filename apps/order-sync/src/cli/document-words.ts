import { markdownTable } from './table.js';

export const confidence = `## How sure the facts are

No test calls a platform. Its connector and its simulator are written from the same public documents by people who do not read each
other's code, so that a mistake of one shows at the other; what the documents do not say, neither knows. A fact carries a mark where
it is noted down:

${markdownTable(
  ['mark', 'means', 'what is built on it'],
  [
    ['D', 'the platform documents it, on a page of its own or in its own generated SDK', 'anything'],
    ['S3', 'three codebases that know nothing of each other do it so', 'anything; the connector says so'],
    ['I', 'follows from what is documented', 'anything that reading again puts right'],
    [
      'U',
      'unknown',
      'nothing: a setting the merchant fills in from the platform’s console, or not supported with the reason',
    ],
  ],
)}

A field that no document names is not read. A status, type, company or event that no table has is kept raw, counted
(\`unmapped_code_total\`) and changes nothing. What a setting has to say is withheld until it says it, and the platform's page shows that.`;

export const anatomy = `## What a connector is made of

A folder \`apps/order-sync/src/outbound/platforms/<id>/\`, the same files in each; one with nothing to say is left out. The ports are in
\`application/connector.ports.ts\`, \`order.ports.ts\` and \`after-sale.ports.ts\`: no other code knows a platform by its name.

${markdownTable(
  ['file', 'holds'],
  [
    ['`manifest.ts`', 'fields, settings, hosts, features, and a reason for each feature that is missing'],
    ['`wire.ts`', 'the platform’s shapes, every member optional: it may leave out anything'],
    ['`signature.ts`', 'how calls and pushes are signed, pure, with vectors in its spec'],
    ['`client.ts`', 'transport only: one method for each call, over `wire/call.ts` and `wire/json.ts`'],
    ['`errors.ts`', 'the platform’s codes as kinds of `PlatformFailure`; any other code is `invalid`'],
    ['`authorisation.ts`', 'page of consent, code, self-use grant, renewal'],
    ['`status-table.ts`, `case-status.ts`', 'the platform’s words for where an order or case is, and ours'],
    [
      '`mapping.ts`, `case-mapping.ts`',
      'wire to ours, pure: ids as text, money as whole fen, wall time of Shanghai as instants',
    ],
    [
      '`orders.ts`, `cases.ts`',
      'detail, and lists with their longest window; pages in the order in which nothing slips (`wire/paging.ts`)',
    ],
    [
      '`actions.ts`, `shipping.ts`',
      'what is said to the platform; each word carries the reading it follows from',
    ],
    [
      '`push.ts` or `channel.ts`',
      'proof over the bytes as they came, key to know a push again, and what it hints at',
    ],
    ['`receiver.ts`', 'ciphertexts and masks; plain text never leaves it but by `decrypt`'],
    ['`companies.ts`', 'the platform’s company codes and our carriers, both ways'],
    ['`connector.ts`', 'puts the others together, and nothing else'],
  ],
)}`;

export const ninth = `## Adding the ninth

A shop that a [mapping document](mapping.md) can describe needs no connector. For one that does:

1. Note the facts with their marks first: hosts, authorisation, signature, lists and their bounds, orders, cases, actions with what they
   want to hear, pushes and their proof, amounts and times with their units. What is unknown is decided now: a setting, or not supported.
2. Its simulator, from the document and without a look at the connector: \`apps/simulators/README.md\`, "Adding a platform". It refuses what
   the platform refuses; what the document leaves open it decides by itself, and its README says that the choice is ours.
3. \`platformIds\` in \`src/domain/platform.ts\`, the folder, one line in \`registry.ts\`. \`youzan\` is the plainest to look at; \`wechat\` has
   sealed pushes and lists of ids, \`taobao\` and \`pinduoduo\` have channels, \`weimob\` has settings for what nobody documents,
   \`xiaohongshu\` has short windows and calls that differ in envelope.
4. Its \`Subject\` in \`test/conformance/subjects/\`: what the kit cannot know by itself, above all which member of an answer holds the status, the
   company and the count, so that it can be altered. Then the kit; a case that cannot be kept stands in \`src/conformance/exceptions.ts\` with
   its reason, and the run fails if it could be kept after all:

   \`\`\`sh
   node --experimental-vm-modules node_modules/jest/bin/jest.js --config jest.int.config.mjs apps/order-sync/test/conformance
   \`\`\`

5. Specs of its own in \`test/platforms/\` for what only this platform does; vectors of its signature and properties of its parsers beside
   the code. \`npm run platforms -- docs\` writes this page anew; a test says when that was forgotten.`;
