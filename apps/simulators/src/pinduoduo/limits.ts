import { machineClock, SECOND } from '@cartrail/kernel';
import { ApiError } from './answers.js';

/** Calls an application may make in how many seconds, where the platform's documents say so. */
const limits: Readonly<Record<string, readonly [calls: number, seconds: number]>> = {
  'pdd.order.list.get': [6_000, 60],
  'pdd.order.number.list.increment.get': [3_000, 60],
  'pdd.order.information.get': [30_000, 60],
  'pdd.refund.list.increment.get': [100, 10],
};

/** Counts the calls of every application; the count begins anew with every span of time. */
export class Limits {
  private readonly counts = new Map<string, { span: number; calls: number }>();

  count(clientId: string, type: string): void {
    const limit = limits[type];
    if (!limit) return;
    const span = Math.floor(machineClock.now() / (limit[1] * SECOND));
    const key = `${clientId} ${type}`;
    const before = this.counts.get(key);
    const calls = before?.span === span ? before.calls + 1 : 1;
    this.counts.set(key, { span, calls });
    if (calls > limit[0]) throw new ApiError(70031);
  }
}
