import { machineClock, toIso } from '@cartrail/kernel';
import type { FaultEntry, FaultName } from '../state/model.js';
import { seeded } from '../state/seeded.js';
import type { State } from '../state/state.js';

/** Faults that concern calls made to the vendor; the others concern its pushes. */
export const apiFaults = [
  'time-out',
  '500',
  '503',
  'no-answer',
  'throttled',
  'unanswered-query',
  'malformed',
  'huge',
] as const;
export type ApiFault = (typeof apiFaults)[number];

const isApiFault = (name: FaultName): name is ApiFault => (apiFaults as readonly string[]).includes(name);

/** Nobody is at home: not even the signature of a call is looked at. */
const isDown = (name: FaultName): name is ApiFault => name === '503' || name === 'no-answer';

/** How far a fault reaches: a number of calls, a share of them, a time of the machine's clock. */
export interface Reach {
  times?: number | undefined;
  share?: number | undefined;
  forMs?: number | undefined;
}

/** Which order, case, parcel, booking, shop, path, platform or vendor misbehaves how. */
export class Faults {
  private byTarget = new Map<string, FaultEntry[]>();

  constructor(private readonly state: State) {
    this.index();
  }

  /** The faults an order or parcel is born with. */
  own(target: string, names: readonly FaultName[]): void {
    for (const name of names) this.put({ target, name, left: defaultTimes(name), own: true });
  }

  set(target: string, name: FaultName, entity: boolean, { times, share, forMs }: Reach = {}): void {
    const limited = share !== undefined || forMs !== undefined;
    const fallback = entity && !limited ? defaultTimes(name) : null;
    this.put({
      ...{ target, name, left: times ?? fallback, own: false },
      ...(share === undefined ? {} : { share, drawn: 0 }),
      ...(forMs === undefined ? {} : { until: machineClock.now() + forMs }),
    });
  }

  list(): { target: string; name: FaultName; times: number | null; share?: number; until?: string }[] {
    return this.state.faults.filter(isOn).map(({ target, name, left, share, until }) => ({
      ...{ target, name, times: left },
      ...(share === undefined ? {} : { share }),
      ...(until === undefined ? {} : { until: toIso(until) }),
    }));
  }

  clear(): void {
    this.state.faults = this.state.faults.filter((fault) => fault.own);
    this.state.dirty = true;
    this.index();
  }

  has(name: FaultName, ...targets: (string | undefined)[]): boolean {
    return targets.some((target) => this.of(target).some((fault) => fault.name === name && this.hits(fault)));
  }

  /** The fault that befalls one call, if any; uses it up. */
  takeApi(...targets: (string | undefined)[]): ApiFault | undefined {
    const fault = this.take(targets, isApiFault);
    return fault && isApiFault(fault.name) ? fault.name : undefined;
  }

  /** Whether a platform or vendor is down, by its id or a path: before a call is looked at; uses it up. With a share it is up. */
  takeDown(...targets: (string | undefined)[]): ApiFault | undefined {
    const fault = this.take(targets, (name, { share }) => isDown(name) && share === undefined);
    return fault && isDown(fault.name) ? fault.name : undefined;
  }

  /** Whether the answer of a call that has taken effect is lost; uses it up. */
  takeLost(...targets: (string | undefined)[]): boolean {
    return this.take(targets, (name) => name === 'lost-answer') !== undefined;
  }

  private take(
    targets: readonly (string | undefined)[],
    wanted: (name: FaultName, fault: FaultEntry) => boolean,
  ): FaultEntry | undefined {
    const all = targets.flatMap((target) => this.of(target));
    const fault = all.find((one) => wanted(one.name, one) && this.hits(one));
    if (fault === undefined) return undefined;
    if (fault.left !== null) fault.left -= 1;
    this.state.dirty = true;
    return fault;
  }

  /** The same calls in the same order meet the same fate. */
  private hits(fault: FaultEntry): boolean {
    if (fault.left === 0 || !isOn(fault)) return false;
    if (fault.share === undefined) return true;
    fault.drawn = (fault.drawn ?? 0) + 1;
    this.state.dirty = true;
    return seeded(`${fault.target} ${fault.name} ${String(fault.drawn)}`)() < fault.share;
  }

  private of(target: string | undefined): FaultEntry[] {
    return target === undefined ? [] : (this.byTarget.get(target) ?? []);
  }

  private put(fault: FaultEntry): void {
    const known = this.of(fault.target).find((one) => one.name === fault.name);
    if (known) {
      const { left, share, drawn, until } = fault;
      Object.assign(known, { left, share, drawn, until });
    } else {
      this.state.faults.push(fault);
      this.byTarget.set(fault.target, [...this.of(fault.target), fault]);
    }
    this.state.dirty = true;
  }

  private index(): void {
    this.byTarget = new Map();
    for (const fault of this.state.faults) {
      this.byTarget.set(fault.target, [...this.of(fault.target), fault]);
    }
  }
}

const isOn = ({ until }: FaultEntry): boolean => until === undefined || until > machineClock.now();

function defaultTimes(name: FaultName): number | null {
  if (name === 'unanswered-query') return 2;
  if (name === 'lost-answer') return 1;
  return isApiFault(name) ? 3 : null;
}
