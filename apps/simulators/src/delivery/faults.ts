import type { FaultEntry, FaultName } from '../state/model.js';
import type { State } from '../state/state.js';

/** Faults that concern calls made to the vendor; the others concern its pushes. */
export const apiFaults = ['time-out', '500', 'throttled', 'unanswered-query', 'malformed', 'huge'] as const;
export type ApiFault = (typeof apiFaults)[number];

const isApiFault = (name: FaultName): name is ApiFault => (apiFaults as readonly string[]).includes(name);

/** Which order, case, parcel, booking, path or vendor misbehaves how. */
export class Faults {
  private byTarget = new Map<string, FaultEntry[]>();

  constructor(private readonly state: State) {
    this.index();
  }

  /** The faults an order or parcel is born with. */
  own(target: string, names: readonly FaultName[]): void {
    for (const name of names) this.put({ target, name, left: defaultTimes(name), own: true });
  }

  set(target: string, name: FaultName, entity: boolean, times?: number): void {
    const fallback = entity ? defaultTimes(name) : null;
    this.put({ target, name, left: times ?? fallback, own: false });
  }

  list(): { target: string; name: FaultName; times: number | null }[] {
    return this.state.faults.map(({ target, name, left }) => ({ target, name, times: left }));
  }

  clear(): void {
    this.state.faults = this.state.faults.filter((fault) => fault.own);
    this.state.dirty = true;
    this.index();
  }

  has(name: FaultName, ...targets: (string | undefined)[]): boolean {
    return targets.some((target) => this.of(target).some((fault) => fault.name === name && fault.left !== 0));
  }

  /** The fault that befalls one call, if any; uses it up. */
  takeApi(...targets: (string | undefined)[]): ApiFault | undefined {
    const fault = this.take(targets, isApiFault);
    return fault && isApiFault(fault.name) ? fault.name : undefined;
  }

  /** Whether the answer of a call that has taken effect is lost; uses it up. */
  takeLost(...targets: (string | undefined)[]): boolean {
    return this.take(targets, (name) => name === 'lost-answer') !== undefined;
  }

  private take(
    targets: readonly (string | undefined)[],
    wanted: (name: FaultName) => boolean,
  ): FaultEntry | undefined {
    const all = targets.flatMap((target) => this.of(target));
    const fault = all.find((one) => one.left !== 0 && wanted(one.name));
    if (fault === undefined) return undefined;
    if (fault.left !== null) fault.left -= 1;
    this.state.dirty = true;
    return fault;
  }

  private of(target: string | undefined): FaultEntry[] {
    return target === undefined ? [] : (this.byTarget.get(target) ?? []);
  }

  private put(fault: FaultEntry): void {
    const known = this.of(fault.target).find((one) => one.name === fault.name);
    if (known) Object.assign(known, { left: fault.left });
    else {
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

function defaultTimes(name: FaultName): number | null {
  if (name === 'unanswered-query') return 2;
  if (name === 'lost-answer') return 1;
  return isApiFault(name) ? 3 : null;
}
