import { actionNames, credentialNames, failureKinds, type Auth, type Step } from './document.js';
import { limits } from './limits.js';
import { targets } from './targets.js';
import { tokens } from './template.js';
import type { TimeFormat } from './times.js';

type MemberKind =
  'text' | 'path' | 'whole' | 'scalar' | 'steps' | 'tests' | 'map' | 'time' | 'flag' | 'scalars';
/** By name; `?` behind the kind: may be left out. A list of words: one of them. */
type Members = Readonly<Record<string, MemberKind | `${MemberKind}?` | readonly string[]>>;

const steps: Readonly<Record<Step['do'], Members>> = {
  path: { path: 'path' },
  trim: {},
  upper: {},
  lower: {},
  number: {},
  yuanToFen: {},
  fen: {},
  firstNonEmpty: {},
  join: { with: 'text' },
  split: { at: 'text', take: 'whole?' },
  extract: { pattern: 'text' },
  time: { format: 'time' },
  map: { map: 'map' },
  carrier: { by: ['code', 'name'] },
  mask: { start: 'whole', end: 'whole' },
  each: { steps: 'steps' },
  where: { path: 'path', is: 'scalars', not: 'flag?' },
  when: { all: 'tests', then: 'scalar', otherwise: 'scalar?' },
};

const times: Readonly<Record<TimeFormat['kind'], Members>> = {
  seconds: {},
  millis: {},
  iso: {},
  text: { format: 'text', zone: 'text' },
};

/** What each preset needs of the application's credentials. */
const presets: Readonly<Record<Auth['kind'], readonly (typeof credentialNames)[number][]>> = {
  none: [],
  header: ['token'],
  query: ['token'],
  oauth2: ['clientId', 'clientSecret'],
  'body-hmac': ['secret'],
  'body-md5': ['secret'],
  'sorted-md5': ['secret'],
  top: ['appKey', 'secret'],
  douyin: ['appKey', 'secret', 'accessToken'],
  kuaishou: ['appKey', 'secret', 'accessToken'],
};

/** Everything a document may be made of, for an editor that offers it. */
export const offered = {
  format: 1,
  targets,
  steps,
  times,
  tokens,
  presets,
  credentials: credentialNames,
  actions: actionNames,
  failures: failureKinds,
  limits,
} as const;
