import { machineClock, SECOND } from '@cartrail/kernel';

/** At most so many calls in any second, per account. */
export class Throttle {
  private readonly calls = new Map<string, number[]>();

  constructor(private readonly perSecond: number) {}

  admits(account: string): boolean {
    const now = machineClock.now();
    const recent = (this.calls.get(account) ?? []).filter((at) => at > now - SECOND);
    const admitted = recent.length < this.perSecond;
    if (admitted) recent.push(now);
    this.calls.set(account, recent);
    return admitted;
  }
}
