import { HOUR, MINUTE, machineClock, newId, type Clock } from '@cartrail/kernel';
import { fingerprint, type Ledger } from '../ledger/ledger.js';
import type { Push } from '../state/model.js';
import type { State } from '../state/state.js';
import type { Faults } from './faults.js';
import type { Carried, Outlet } from './outlet.js';

const AT_ONCE = 32;
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

/** Sends the pushes: one at a time per key, again until acknowledged, misbehaving as told. */
export class Deliveries {
  private readonly outlets = new Map<string, Outlet>();
  private readonly queues = new Map<string, Push[]>();
  private readonly busy = new Set<string>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly state: State,
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly faults: Faults,
    private readonly settings: DeliverySettings,
  ) {
    for (const push of state.pushes) this.queue(push.key).push(push);
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
    let count = 0;
    for (const queue of this.queues.values()) {
      for (const push of queue) {
        if (push.dueSim > now) break;
        count += 1;
      }
    }
    return count;
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

  pump(): void {
    const now = this.clock.now();
    const machine = machineClock.now();
    for (const [key, queue] of this.queues) {
      if (this.busy.size >= AT_ONCE) return;
      const push = queue[0];
      if (!push || this.busy.has(key) || push.dueSim > now || push.nextAt > machine) continue;
      this.busy.add(key);
      void this.attempt(push).finally(() => {
        this.busy.delete(key);
        if (!this.stopping.signal.aborted) this.pump();
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
    const queue = this.queue(push.key);
    const held = queue.findIndex((one, at) => one.swap && !(at === 0 && this.busy.has(push.key)));
    const older = queue[held];
    if (!older) {
      this.enqueue({ ...push, swap: true, dueSim: this.clock.now() + waitMs });
      return;
    }
    older.swap = false;
    older.dueSim = 0;
    queue.splice(held, 0, push);
    this.remember(push);
  }

  private enqueue(push: Push): void {
    this.queue(push.key).push(push);
    this.remember(push);
  }

  private remember(push: Push): void {
    this.state.pushes.push(push);
    this.state.dirty = true;
  }

  private queue(key: string): Push[] {
    const queue = this.queues.get(key) ?? [];
    this.queues.set(key, queue);
    return queue;
  }

  private done(push: Push): void {
    const queue = this.queue(push.key).filter((one) => one !== push);
    if (queue.length > 0) this.queues.set(push.key, queue);
    else this.queues.delete(push.key);
    this.state.pushes = this.state.pushes.filter((one) => one !== push);
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
