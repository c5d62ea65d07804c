import { isURL, ValidateBy } from 'class-validator';
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
