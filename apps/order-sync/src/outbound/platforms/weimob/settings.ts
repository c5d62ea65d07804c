import { SECOND, type Instant } from '@cartrail/kernel';
import { codeOf, fromMillis, fromSeconds, type Id } from '../wire/values.js';
import { caseWords, failureWords, kindWords, orderWords, readTable } from './tables.js';

/** What the merchant says of what Weimob's documents leave open. */
export type WeimobMeanings = ReturnType<typeof readMeanings>;

export function readMeanings(settings: Readonly<Record<string, string>>) {
  const unit = settings['timeUnit'];
  return {
    orders: readTable(settings['orderStatuses'] ?? '', orderWords),
    cases: readTable(settings['caseStatuses'] ?? '', caseWords),
    kinds: readTable(settings['caseTypes'] ?? '', kindWords),
    failures: readTable(settings['errorKinds'] ?? '', failureWords),
    freightType: settings['freightType'],
    shopType: settings['shopType'],
    queryTypes: {
      orderChanged: settings['orderChangedType'],
      orderCreated: settings['orderCreatedType'],
      caseChanged: settings['caseChangedType'],
      caseCreated: settings['caseCreatedType'],
    },
    /** Nothing can be said of a time whose unit is not known. */
    toInstant: (time: Id | undefined): Instant | undefined => {
      if (codeOf(time) === undefined) return undefined;
      if (unit === 's') return fromSeconds(time);
      return unit === 'ms' ? fromMillis(time) : undefined;
    },
    /** Rounded outward: the start of a window down, its end up. */
    fromInstant: (at: Instant, round: (value: number) => number): number | undefined => {
      if (unit === 's') return round(at / SECOND);
      return unit === 'ms' ? at : undefined;
    },
  };
}

export type QueryType = keyof WeimobMeanings['queryTypes'];
