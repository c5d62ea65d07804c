import { featureMeanings } from '../feature-meanings.js';
import { carrierFeatures, type CarrierFeature } from '../manifest.js';

/** What has to be looked up for a provider. */
export interface MissingFact {
  readonly name: string;
  /** Where it is filled in. */
  readonly file: string;
  readonly what: string;
  readonly from: string;
}

const SITE = "the vendor's site";
const CONSOLE = 'the pages about accounts and environments';
const QUERY = 'the page of the query';
const SIGNATURES = 'the page about signatures';
const ERRORS = 'the list of error codes';

const own: readonly MissingFact[] = [
  ['label', 'manifest.ts', 'its name in Chinese, and in English where it is not its id', SITE],
  ['documentation', 'manifest.ts', 'the address of its documents', SITE],
  ['carrier', 'manifest.ts', 'the code of its carrier in our catalogue', 'docs/carriers.md'],
  ['fullHistory', 'manifest.ts', 'whether it tells the whole history each time', 'the page of its pushes'],
  [
    'limits',
    'manifest.ts',
    'how often it may be asked',
    'the page about limits, or nothing where there is none',
  ],
  ['sandbox', 'manifest.ts', 'what leads to its sandbox, or why there is none for us', CONSOLE],
  ['credentials', 'config.ts', 'what an account signs with and is named by, field by field', CONSOLE],
  ['baseUrl', 'config.ts', 'the address of production', CONSOLE],
  ['query', 'client.ts', 'path, headers and body of the query about a waybill', QUERY],
  ['signature', 'signature.ts', 'how a call is signed, with a test vector', SIGNATURES],
  ['refusals', 'errors.ts', 'what is a yes, and which code of a no is of which kind', ERRORS],
  ['noTraceYet', 'errors.ts', 'which refusal only says that nothing is known yet', ERRORS],
  ['steps', 'mapping.ts', 'where an answer has the steps of the journey', QUERY],
  ['step', 'mapping.ts', 'which fields of a step are its time, its code and its words', QUERY],
  ['statuses', 'status-table.ts', 'what each code of a step means in our words', 'the list of status codes'],
  ['signatureCheck', 'conformance.unit.spec.ts', 'how the vendor tells whether a call is signed', SIGNATURES],
  ['movingSample', 'conformance.unit.spec.ts', 'an answer with steps', 'the sample of the query'],
  ['noDataSample', 'conformance.unit.spec.ts', 'an answer about a number nobody knows', QUERY],
  ['refusedSample', 'conformance.unit.spec.ts', 'the answer to a wrong signature', ERRORS],
  ['throttledSample', 'conformance.unit.spec.ts', 'the answer to too many calls', ERRORS],
].map(([name = '', file = '', what = '', from = '']) => ({ name, file, what, from }));

/** What the skeleton is built for; all other features are open questions. */
const BUILT: CarrierFeature = 'track';

const ofFeature = (feature: CarrierFeature): MissingFact => ({
  name: feature,
  file: 'manifest.ts',
  what: `whether it ${featureMeanings[feature]}; if not, why`,
  from: 'the list of its interfaces',
});

export const missingFacts: readonly MissingFact[] = [
  ...own,
  ...carrierFeatures.filter((feature) => feature !== BUILT).map(ofFeature),
];

/** The entries of `facts.ts`. */
export const factLines = (): string =>
  missingFacts.map(({ name, file, what, from }) => entry(key(name), [file, what, from])).join('\n');

/** The features of the manifest. */
export const featureLines = (): string =>
  carrierFeatures
    .map((feature) => `    ${key(feature)}: ${feature === BUILT ? 'true' : `notKnown('${feature}')`},`)
    .join('\n');

const key = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);

const LINE = 110;

function entry(name: string, values: readonly string[]): string {
  const words = values.map(quoted);
  const line = `  ${name}: [${words.join(', ')}],`;
  return line.length <= LINE
    ? line
    : [`  ${name}: [`, ...words.map((each) => `    ${each},`), '  ],'].join('\n');
}

const quoted = (words: string): string => (words.includes("'") ? `"${words}"` : `'${words}'`);
