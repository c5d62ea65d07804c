import { machineClock, SECOND, type Clock } from '@cartrail/kernel';
import type { Ledger } from '../ledger/ledger.js';
import { digits, seeded } from '../state/seeded.js';
import type { WeChatApp } from './apps.js';
import { seconds } from './rows.js';
import { proofOf } from './seal.js';

const TIMEOUT_MS = 5 * SECOND;

/** A push URL that is saved is asked at once to say the platform's random text back; how that went is in the ledger. */
export class UrlCheck {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: Ledger,
  ) {}

  async check({ appId, token, pushUrl }: WeChatApp): Promise<void> {
    if (!pushUrl) return;
    const timestamp = String(seconds(this.clock.now()));
    const random = seeded(`check ${appId} ${String(machineClock.now())}`);
    const [nonce, echostr] = [digits(random, 10), digits(random, 19)];
    const url = new URL(pushUrl);
    const signature = proofOf([token, timestamp, nonce]);
    for (const [name, value] of Object.entries({ signature, timestamp, nonce, echostr })) {
      url.searchParams.set(name, value);
    }
    const entry = { provider: 'wechat', shopId: appId, tag: 'url-check', url: pushUrl };
    this.ledger.add('pushes', { ...entry, ...(await ask(url, echostr)) });
  }
}

async function ask(url: URL, echostr: string): Promise<{ outcome: string; httpStatus?: number }> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const said = await response.text();
    const outcome = response.status === 200 && said === echostr ? 'acked' : 'refused';
    return { outcome, httpStatus: response.status };
  } catch {
    return { outcome: 'failed' };
  }
}
