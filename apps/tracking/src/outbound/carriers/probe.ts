import { createHash } from 'node:crypto';
import {
  CarrierError,
  directProviders,
  isSupported,
  type CarrierPort,
  type CarrierWaybill,
  type LimitedCall,
  type LimitGate,
} from '@cartrail/carriers';
import type { HeldBack, OpenedAccount, Probe, ProbeReport } from '../../application/ports.js';
import type { Opening } from './opening.js';

/** Machine time: whoever tests an account waits for the answer. */
const PATIENCE_MS = 8_000;

/** An aggregator knows any carrier's parcels. */
const ANYBODY = { carriers: ['YTO'], madeUpNumber: 'YT0000000000000' };

/** Two whole cities: prices of places nobody lives at are nobody's business. */
const FROM = '上海市上海市黄浦区人民大道200号';
const TO = '浙江省杭州市上城区环城东路1号';

/** How vendors say that they looked and there is nothing; they look only for those whose credentials are right. */
const NOTHING_FOUND =
  /(单号|运单|快件|订单|包裹|轨迹|物流|记录|数据|结果|信息).{0,8}(不存在|未找到|找不到|查不到|为空)|(未找到|找不到|查不到|查询不到|查无|未查询?到|暂无|没有|无).{0,8}(单|件|轨迹|记录|数据|结果|物流|信息|跟踪)|no such (waybill|parcel|order)|(waybill|order|parcel|trace)s? (does )?not (found|exist)/i;

/** Who asks is what is unknown, not the parcel. */
const ABOUT_US = /权限|授权|用户|客户|账号|帐号|key|sign|token/i;

/** Asks about a made-up parcel, or for a price where an account tracks nothing. Nothing else happens by it. */
export const probeWith =
  (opening: Opening, gate: LimitGate): Probe =>
  async (tenantId, account) => {
    const began = performance.now();
    const opened = opening.open(tenantId, account);
    const said = await withinPatience(askWithinLimits(opened, gate));
    return 'retryAfterMs' in said ? said : { ...said, tookMs: Math.round(performance.now() - began) };
  };

type Said = Omit<ProbeReport, 'tookMs'>;

/** Spends of the account's limits what any other call of its kind would. */
async function askWithinLimits(
  account: OpenedAccount<CarrierPort>,
  gate: LimitGate,
): Promise<Said | HeldBack> {
  const parcel = madeUp(account);
  const { accountId, limitsInForce: limits, port, ...rest } = account;
  const ask = harmless(port, parcel);
  if (!ask) return { ok: false, kind: 'unsupported', message: 'this account can be asked nothing harmless' };
  const call: LimitedCall = isSupported(port.track)
    ? { accountId, operation: 'track', number: parcel.number }
    : { accountId, operation: 'quote' };
  try {
    await gate.pass({ ...rest, limits }, call);
  } catch (error) {
    if (!(error instanceof CarrierError) || error.retryAfterMs === undefined) throw error;
    return { retryAfterMs: error.retryAfterMs };
  }
  return answerTo(ask);
}

async function answerTo(call: () => Promise<unknown>): Promise<Said> {
  try {
    await call();
    return { ok: true, kind: 'accepted', message: 'the provider answered' };
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    return refusal(error);
  }
}

/** Where a number asked about is locked for a while, new credentials ask about another: they can be tested at once. */
function madeUp({ provider, limitsInForce, sealedCredentials }: OpenedAccount<CarrierPort>): CarrierWaybill {
  const { carriers, madeUpNumber } = directProviders.get(provider) ?? ANYBODY;
  const digest = createHash('sha256').update(sealedCredentials).digest();
  const digits = String(digest.readUInt16BE() % 10_000).padStart(4, '0');
  const number =
    limitsInForce['queryLockMs'] === undefined
      ? madeUpNumber
      : madeUpNumber.slice(0, -digits.length) + digits;
  return { number, carrier: carriers[0] ?? '', phoneTail: '0000' };
}

function harmless(
  { track, pickups }: CarrierPort,
  parcel: CarrierWaybill,
): (() => Promise<unknown>) | undefined {
  const { carrier } = parcel;
  if (isSupported(track)) return () => track(parcel);
  const quote = isSupported(pickups) ? pickups.quote : undefined;
  if (!quote || !isSupported(quote)) return undefined;
  return () => quote([{ carrier, from: FROM, to: TO, weightGrams: 1_000 }]);
}

function refusal({ kind, code, message }: CarrierError): Said {
  if (kind === 'permanent' && NOTHING_FOUND.test(message) && !ABOUT_US.test(message))
    return { ok: true, kind: 'accepted', code, message };
  return { ok: false, kind: kind === 'unknown-outcome' ? 'retryable' : kind, code, message };
}

async function withinPatience<S>(answer: Promise<S>): Promise<S | Said> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<Said>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, kind: 'retryable', message: `no answer within ${PATIENCE_MS / 1_000} s` });
    }, PATIENCE_MS);
  });
  // A late failure is nobody's any more.
  answer.catch(() => undefined);
  return Promise.race([answer, over]).finally(() => {
    clearTimeout(timer);
  });
}
