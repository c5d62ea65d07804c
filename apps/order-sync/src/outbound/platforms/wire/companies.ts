import { carriers } from '@cartrail/carriers';

export const UNKNOWN_CARRIER = 'UNKNOWN';

/** A platform's company codes and ours, both ways. */
export interface Companies {
  /** Ours; `UNKNOWN` for what the table does not have: kept raw and counted. */
  readonly toCarrier: (company: string) => string;
  /** The platform's; the first of several. */
  readonly toCompany: (carrier: string) => string | undefined;
}

/** `[the platform's code, ours]`, the one to write first where several mean the same carrier. */
export function companiesOf(pairs: readonly (readonly [string, string])[]): Companies {
  const ours = new Map(pairs);
  const theirs = new Map([...pairs].reverse().map(([company, carrier]) => [carrier, company]));
  return {
    toCarrier: (company) => ours.get(company) ?? UNKNOWN_CARRIER,
    toCompany: (carrier) => theirs.get(carrier),
  };
}

/** An express carrier calls itself 快递, 速递 or 速运 as it pleases; 快运 and 物流 are other companies. */
const stem = (name: string): string => name.trim().replace(/(快递|速递|速运)$/, '');

const byName: ReadonlyMap<string, string> = new Map(carriers.map(({ zh, code }) => [stem(zh), code]));

/** Where a platform names a company without its code. */
export const toCarrierByName = (name: string): string => byName.get(stem(name)) ?? UNKNOWN_CARRIER;
