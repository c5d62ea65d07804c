import { readFields } from '../fields.js';
import { isRecord, readJson, text } from '../json.js';
import type { RawCallback } from '../port.js';

const NONE = 'not-given';

/**
 * Settings that read a provider's pushes and verify none of them, for captures that come without an account. A provider
 * is missing here where its pushes cannot be read without the account's key.
 */
const placeholders: Readonly<Record<string, (raw: RawCallback) => object>> = {
  kdniao: (raw) => ({ eBusinessId: kdniaoAccount(raw), apiKey: NONE }),
  kuaidi100: () => ({ key: NONE, secret: NONE, salt: NONE }),
  sf: () => ({ partnerId: NONE, checkWord: NONE }),
  zto: () => ({ appKey: NONE, appSecret: NONE }),
  jt: () => ({ apiAccount: '0', privateKey: NONE }),
  sto: () => ({ fromAppkey: NONE, fromCode: NONE, secretKey: NONE }),
  yto: () => ({ queryOpenId: NONE, queryCustomerCode: NONE, querySecret: NONE }),
  jdl: () => ({ appKey: NONE, appSecret: NONE, accessToken: NONE, customerCode: NONE, orderOrigin: 1 }),
  deppon: () => ({ companyCode: NONE, appkey: NONE, customerCode: '0' }),
  yunda: () => ({ appKey: '0', appSecret: NONE }),
};

export const placeholderSettings = (provider: string, raw: RawCallback): object | undefined =>
  placeholders[provider]?.(raw);

/** Whether its pushes are read with the account's key alone: what that does not open, another key made. */
export const needsKey = (provider: string): boolean => placeholders[provider] === undefined;

/** KDNiao's pushes name their account, and one of another account is refused. */
function kdniaoAccount({ body }: RawCallback): string {
  try {
    const push = readJson(readFields(body).get('RequestData')?.toString('utf8') ?? '');
    const account = isRecord(push) ? text(push['EBusinessID']) : '';
    return /^\w{1,40}$/.test(account) ? account : '0';
  } catch {
    return '0';
  }
}
