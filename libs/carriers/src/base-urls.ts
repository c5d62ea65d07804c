import { isURL, ValidateBy } from 'class-validator';
import type { CarrierManifest } from './manifest.js';
import { carrierFactories } from './registry.js';

/** By provider: where its accounts are reached that name no URL of their own. */
export type BaseUrls = Readonly<Record<string, string | undefined>>;

type Entry = readonly [provider: string, url: string];

const entriesOf = (text: string): readonly Entry[] =>
  text.trim() === ''
    ? []
    : text.split(',').map((entry) => {
        const [provider = '', ...url] = entry.split('=');
        return [provider.trim(), url.join('=').trim()];
      });

/** Reads `provider=https://…[,provider=…]`; empty text names none. Takes what {@link IsBaseUrls} has passed. */
export const readBaseUrls = (text: string): BaseUrls => Object.fromEntries(entriesOf(text));

/** Whether a setting is `provider=https://…[,provider=…]`; says in one line which entry is not, without its value. */
export function IsBaseUrls(): PropertyDecorator {
  return ValidateBy({
    name: 'isBaseUrls',
    validator: {
      validate: (value) => problemOf(value) === undefined,
      defaultMessage: (given) => problemOf(given?.value) ?? '',
    },
  });
}

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be provider=https://…[,provider=…]';
  const entries = entriesOf(value);
  const problems = entries.map(([provider, url], at) => {
    const which = `entry ${at + 1}`;
    if (!carrierFactories.has(provider))
      return `${which} names no provider; there are ${[...carrierFactories.keys()].join(', ')}`;
    if (entries.findIndex(([other]) => other === provider) < at) return `${which} names ${provider} again`;
    return isHttp(url) ? undefined : `${which} (${provider}) has no URL with http or https`;
  });
  return problems.find((problem) => problem !== undefined);
}

const isHttp = (url: string): boolean =>
  isURL(url, { require_tld: false, require_protocol: true, protocols: ['http', 'https'] });

/** The settings of an account that say where it is reached: whoever chooses them chooses what is called. */
export const addressSettings = ({ config }: CarrierManifest): readonly string[] =>
  Object.keys(new config()).filter((name) => name.endsWith('Url'));

/** Settings that put every door of a provider under one URL; none without one. */
export const reachedAt = (
  manifest: CarrierManifest,
  url: string | undefined,
): Readonly<Record<string, string>> =>
  url === undefined ? {} : Object.fromEntries(addressSettings(manifest).map((name) => [name, url]));
