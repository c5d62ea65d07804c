import type { AlertClearedData, AlertRaisedData } from '@cartrail/contracts';
import { toIso, toShanghai } from '@cartrail/kernel';
import { aPickupRef, aReturnRef, aTenantOpened, type TestService } from '@cartrail/testing';
import {
  connectKdniao,
  FakeKdniao,
  push,
  signedPush,
  startTracking,
  sweep,
  trace,
} from './tracking-service.js';

/** Tracking with what a return needs around it: returns of its own, scans, and the alerts it publishes. */
export class ReturnWorld {
  private numbers = 0;

  private constructor(
    readonly service: TestService,
    readonly kdniao: FakeKdniao,
    private readonly callback: string,
  ) {}

  static async start(): Promise<ReturnWorld> {
    const kdniao = await FakeKdniao.start();
    const service = await startTracking(kdniao);
    await service.given(aTenantOpened());
    return new ReturnWorld(service, kdniao, await connectKdniao(service));
  }

  async stop(): Promise<void> {
    await this.service.stop();
    this.kdniao.stop();
  }

  /** What the events of one return share; its lane is inside 沪苏浙皖. */
  aReturn() {
    const ref = aReturnRef();
    const { returnId, orderId, shopId } = ref;
    this.numbers += 1;
    const number = `YT9${String(this.numbers).padStart(12, '0')}`;
    return { ref, number, pickup: aPickupRef({ returnId, orderId, shopId }) };
  }

  /** Business time, as events write it. */
  now(later = 0): string {
    return toIso(this.service.clock.now() + later);
  }

  /** The carrier's whole history so far, told again; the clock's moment for the newest. */
  async scan(number: string, ...codes: readonly string[]): Promise<void> {
    const at = this.service.clock.now();
    const traces = codes.map((code, index) =>
      trace(toShanghai(at - (codes.length - 1 - index) * 60_000), code),
    );
    await push(this.service, this.callback, signedPush(number, traces));
    await this.service.caughtUp();
  }

  /** Moves business time, then does what the timers would. */
  async pass(ms: number): Promise<void> {
    this.service.clock.advance(ms);
    await sweep(this.service);
  }

  sweep(): Promise<void> {
    return sweep(this.service);
  }

  /** Of one return: what was raised, and why it was cleared. */
  alerts(returnId: string, detector: string) {
    const mine = <D extends { returnId?: string; detector: string }>(name: string): D[] =>
      this.service
        .published(name)
        .map(({ data }) => data as D)
        .filter((data) => data.returnId === returnId && data.detector === detector);
    return {
      raised: mine<AlertRaisedData>('AlertRaised'),
      cleared: mine<AlertClearedData>('AlertCleared').map(({ why }) => why),
    };
  }

  /** How often the detector spoke, and why each time ended. */
  said(returnId: string, detector: string): readonly [number, readonly string[]] {
    const { raised, cleared } = this.alerts(returnId, detector);
    return [raised.length, cleared];
  }
}
