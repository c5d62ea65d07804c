import type { ApplicationField, HostRule, PlatformManifest } from './ports.js';

/** `field` is a path into the request: `credentials/appKey`. The message never holds a value. */
export interface WrongField {
  readonly field: string;
  readonly message: string;
}

/** What is wrong with an application, field by field. */
export class WrongApplication extends Error {
  constructor(readonly fields: readonly WrongField[]) {
    super('the application is not complete');
  }
}

export interface ApplicationGiven {
  readonly credentials?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly hosts?: Readonly<Record<string, unknown>>;
}

/** What a contract may set otherwise than the platform documents for everybody; any platform takes them. */
export const limitSettings: readonly ApplicationField[] = [
  {
    name: 'callsPerSecond',
    zh: '每秒调用上限',
    en: 'Most calls a second, where the contract says otherwise than the platform’s documents',
    optional: true,
    pattern: '[1-9]\\d{0,4}',
  },
  {
    name: 'callsPerDay',
    zh: '每天调用上限',
    en: 'Most calls in 24 hours, where the contract says otherwise than the platform’s documents',
    optional: true,
    pattern: '[1-9]\\d{0,8}',
  },
];

export const settingsOf = ({ settings }: PlatformManifest): readonly ApplicationField[] => [
  ...settings,
  ...limitSettings,
];

const LONGEST = 4_096;
/** A mapping document is a setting. */
const LONGEST_SETTING = 262_144;

/** Throws {@link WrongApplication} for a setting that is not filled in by hand. */
export function refuseOwn({ settings }: PlatformManifest, given: ApplicationGiven['settings'] = {}): void {
  const wrong = settings.flatMap(({ name, setBy }) =>
    setBy === undefined || !Object.hasOwn(given, name)
      ? []
      : [{ field: `settings/${name}`, message: `is set by ${setBy}` }],
  );
  if (wrong.length > 0) throw new WrongApplication(wrong);
}

/** Throws {@link WrongApplication}. A part that is left out is not looked at. */
export function checkApplication(
  manifest: PlatformManifest,
  { credentials, settings, hosts }: ApplicationGiven,
  rule: HostRule,
): void {
  const wrong = [
    ...(credentials ? wrongIn('credentials', manifest.credentials, credentials, LONGEST) : []),
    ...(settings ? wrongIn('settings', settingsOf(manifest), settings, LONGEST_SETTING) : []),
    ...(hosts ? wrongHosts(manifest, hosts, rule) : []),
  ];
  if (wrong.length > 0) throw new WrongApplication(wrong);
}

function wrongIn(
  part: string,
  fields: readonly ApplicationField[],
  given: Readonly<Record<string, unknown>>,
  longest: number,
): readonly WrongField[] {
  const unknown = Object.keys(given)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((name) => ({ field: `${part}/${name}`, message: 'the platform has no such field' }));
  const wrong = fields.flatMap(({ name, optional, pattern }) => {
    const message = wrongValue(given[name], { optional: optional ?? false, pattern, longest });
    return message === undefined ? [] : [{ field: `${part}/${name}`, message }];
  });
  return [...unknown, ...wrong];
}

function wrongValue(
  value: unknown,
  { optional, pattern, longest }: { optional: boolean; pattern: string | undefined; longest: number },
): string | undefined {
  if (value === undefined) return optional ? undefined : 'is required';
  if (typeof value !== 'string' || value === '') return 'must be a text that is not empty';
  if (value.length > longest) return `must be no longer than ${longest} characters`;
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)) return `must match ${pattern}`;
  return undefined;
}

function wrongHosts(
  { hosts }: PlatformManifest,
  given: Readonly<Record<string, unknown>>,
  rule: HostRule,
): readonly WrongField[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const documented = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
    const message =
      documented === undefined ? 'the platform has no such host' : wrongHost(value, documented, rule);
    return message === undefined ? [] : [{ field: `hosts/${name}`, message }];
  });
}

/** Of the documented one's kind: an HTTPS address, or a secure WebSocket's. */
function wrongHost(value: unknown, documented: string, rule: HostRule): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return 'must be a URL';
  const url = new URL(value);
  const socket = /^wss?:/.test(documented);
  if (socket !== /^wss?:$/.test(url.protocol)) return `must be a URL like ${documented}`;
  if (!socket && !/^https?:$/.test(url.protocol)) return `must be a URL like ${documented}`;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return 'must be an address without a user, a query or a fragment';
  return rule(url);
}
