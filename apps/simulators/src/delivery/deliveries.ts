import { HOUR, MINUTE, machineClock, newId, type Clock } from '@cartrail/kernel';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import type { Push } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Faults } from './faults.js';
import { Lane } from './lane.js';
import type { Carried, Outlet } from './outlet.js';

const ATTEMPTS = 40;
const TICK_MS = 100;

export interface Outgoing {
  /** The id of a platform or vendor. */
  provider: string;
  sender: string;
  url?: string;
  key: string;
  contentType: string;
  headers: Record<string, string>;
  body: string;
  /** An altered body under a wrong signature, sent first under the fault `bad-signature`. */
  forged: { body: string; headers: Record<string, string> };
  about: Push['about'];
  /** What a second delivery says under `duplicate`, where the vendor's are not the same bytes. */
  again?: string;
  /** Nothing will follow that could overtake it. */
  last?: boolean;
}

export interface DeliverySettings {
  pushRetryMs: readonly number[];
  pushTimeoutMs: number;
}

/** Sends the pushes: one at a time per provider and key, again until acknowledged, misbehaving as told. */
export class Deliveries {
  private readonly outlets = new Map<string, Outlet>();
  private readonly lanes = new Map<string, Lane>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly faults: Faults,
    private readonly settings: DeliverySettings,
  ) {
    for (const push of state.pushes) this.lane(push.provider).add(push);
  }

  /** What a provider sends goes through its outlet; without one it goes nowhere. */
  connect(provider: string, outlet: Outlet): void {
    this.outlets.set(provider, outlet);
  }

  start(): void {
    this.timer = setInterval(() => {
      this.pump();
    }, TICK_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopping.abort();
  }

  /** Pushes that could go now, or are on their way. */
  pending(): number {
    const now = this.clock.now();
    return [...this.lanes.values()].reduce((sum, lane) => sum + lane.pending(now), 0);
  }

  send(out: Outgoing): void {
    const { shopId, orderId, afterSaleId, number, taskId, reference, phone } = out.about;
    const targets = [out.provider, shopId, orderId, afterSaleId, number, taskId, reference, phone];
    const has = (name: Parameters<Faults['has']>[0]): boolean => this.faults.has(name, ...targets);
    const unanswered = (out.about.scans ?? 0) > 1 && this.faults.has('unanswered-query', number);
    if (unanswered || has('dropped-push')) {
      this.ledger.add('pushes', {
        pushId: newId(),
        provider: out.provider,
        ...out.about,
        outcome: 'dropped',
      });
      return;
    }
    if (has('bad-signature')) this.enqueue({ ...this.draft(out), ...out.forged, forged: true });
    const late = has('late') && out.about.number === undefined;
    const push = { ...this.draft(out), dueSim: this.clock.now() + (late ? 30 * MINUTE : 0) };
    const wait = out.about.number === undefined ? 30 * MINUTE : 12 * HOUR;
    if (has('reversed')) this.enqueueSwapped(push, out.last === true ? 0 : wait);
    else this.enqueue(push);
    if (has('duplicate')) this.enqueue({ ...push, id: newId(), body: out.again ?? push.body });
    this.pump();
  }

  /** A provider whose receiver is slow keeps nobody else waiting. */
  pump(): void {
    for (const lane of this.lanes.values()) this.pumpLane(lane);
  }

  private pumpLane(lane: Lane): void {
    for (const push of lane.take(this.clock.now(), machineClock.now())) {
      void this.attempt(push).finally(() => {
        lane.free(push);
        if (!this.stopping.signal.aborted) this.pumpLane(lane);
      });
    }
  }

  private draft(out: Outgoing): Push {
    const { provider, sender, url, key, contentType, headers, body, about } = out;
    const waiting = { attempts: 0, nextAt: 0, dueSim: 0, swap: false, forged: false };
    const given = url === undefined ? {} : { url };
    return { id: newId(), provider, sender, ...given, key, contentType, headers, body, about, ...waiting };
  }

  /** The first of a pair waits; the second overtakes it. Alone, it goes after the wait. */
  private enqueueSwapped(push: Push, waitMs: number): void {
    if (this.lane(push.provider).overtake(push)) this.remember(push);
    else this.enqueue({ ...push, swap: true, dueSim: this.clock.now() + waitMs });
  }

  private enqueue(push: Push): void {
    this.lane(push.provider).add(push);
    this.remember(push);
  }

  private remember(push: Push): void {
    this.state.pushes.add(push);
    this.state.dirty = true;
  }

  private lane(provider: string): Lane {
    const lane = this.lanes.get(provider) ?? new Lane();
    this.lanes.set(provider, lane);
    return lane;
  }

  private done(push: Push): void {
    this.lane(push.provider).remove(push);
    this.state.pushes.delete(push);
    this.state.dirty = true;
  }

  private async attempt(push: Push): Promise<void> {
    const outlet = this.outlets.get(push.provider);
    const url = outlet?.urlOf(push) ?? null;
    push.attempts += 1;
    const result = await this.carry(outlet, url, push);
    if (this.stopping.signal.aborted && result.outcome === 'failed') return;
    const last = push.attempts >= ATTEMPTS || push.forged;
    const over = result.outcome === 'acked' || result.outcome === 'no-target' || last;
    this.ledger.add('pushes', {
      pushId: push.id,
      provider: push.provider,
      ...push.about,
      attempt: push.attempts,
      url,
      ...fingerprint(push.body),
      ...result,
      ...(push.attempts >= ATTEMPTS && result.outcome !== 'acked' ? { outcome: 'given-up' } : {}),
      ...(push.forged ? { fault: 'bad-signature' } : {}),
    });
    if (over) {
      this.done(push);
      return;
    }
    const pauses = this.settings.pushRetryMs;
    push.nextAt = machineClock.now() + (pauses[Math.min(push.attempts, pauses.length) - 1] ?? 1_000);
    this.state.dirty = true;
  }

  private async carry(outlet: Outlet | undefined, url: string | null, push: Push): Promise<Carried> {
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(this.settings.pushTimeoutMs)]);
    try {
      if (outlet?.carry) return await Promise.race([outlet.carry(push, signal), over(signal)]);
      return url === null || !outlet ? { outcome: 'no-target' } : await post(url, outlet, push, signal);
    } catch (error) {
      return { outcome: 'failed', answer: reasonOf(error) };
    }
  }
}

/** Fails once the time is up. */
function over(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    });
  });
}

async function post(url: string, outlet: Outlet, push: Push, signal: AbortSignal): Promise<Carried> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': push.contentType, ...push.headers },
    body: Buffer.from(push.body),
    redirect: 'manual',
    signal,
  });
  const text = await response.text();
  const acked = response.status === 200 && outlet.took(push, text);
  return { outcome: acked ? 'acked' : 'refused', httpStatus: response.status, answer: text.slice(0, 512) };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return code ?? error.name;
}
