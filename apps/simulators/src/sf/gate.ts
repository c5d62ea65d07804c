import { machineClock, MINUTE, type Clock, type Instant } from '@cartrail/kernel';
import { same } from '../same.js';
import type { Account, Accounts } from '../vendors/accounts.js';
import type { Incoming } from '../vendors/door.js';
import { gatewayRefusal } from './answers.js';
import { digestOf } from './sign.js';

const TOLERANCE = 10 * MINUTE;
const REMEMBERED = 100_000;

export interface Admitted {
  account: Account;
  partnerId: string;
  serviceCode: string;
  msgData: string;
}

/** SF's gateway: who calls, when, and whether it is his text. */
export class SfGate {
  private readonly seen = new Set<string>();

  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** Throws the gateway's refusal. A token instead of the digest is refused: none is ever issued. */
  admit({ form }: Incoming): Admitted {
    const [partnerId, requestId, serviceCode, timestamp, msgData] = [
      'partnerID',
      'requestID',
      'serviceCode',
      'timestamp',
      'msgData',
    ].map((name) => need(form, name)) as [string, string, string, string, string];
    const proof = form.get('accessToken') ?? need(form, 'msgDigest');
    if (requestId.length > 40) throw gatewayRefusal('A1001');
    const account = this.accounts.get(partnerId);
    if (!account) throw gatewayRefusal('A1004');
    if (!this.isFresh(timestamp)) throw gatewayRefusal('A1002');
    if (!same(proof, digestOf(msgData, timestamp, account['checkWord'] ?? ''))) throw gatewayRefusal('A1006');
    this.once(`${partnerId} ${requestId}`);
    return { account, partnerId, serviceCode, msgData };
  }

  /** Seconds or milliseconds; by the simulated clock or the machine's, since both kinds of client tell the truth. */
  private isFresh(timestamp: string): boolean {
    if (!/^(\d{10}|\d{13})$/.test(timestamp)) return false;
    const at: Instant = Number(timestamp) * (timestamp.length === 10 ? 1_000 : 1);
    return [this.clock.now(), machineClock.now()].some((now) => Math.abs(now - at) <= TOLERANCE);
  }

  private once(request: string): void {
    if (this.seen.has(request)) throw gatewayRefusal('A1007');
    if (this.seen.size >= REMEMBERED) this.seen.clear();
    this.seen.add(request);
  }
}

function need(form: Incoming['form'], name: string): string {
  const value = form.get(name);
  if (value === undefined || value === '') throw gatewayRefusal('A1001');
  return value;
}
