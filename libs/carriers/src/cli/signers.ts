import type { Instant } from '@cartrail/kernel';
import { decodeBytes } from '../fields.js';
import { manifest as jt } from '../jt/manifest.js';
import { headerDigest } from '../jt/signature.js';
import { manifest as kdniao } from '../kdniao/manifest.js';
import { dataSign } from '../kdniao/signature.js';
import { manifest as kuaidi100 } from '../kuaidi100/manifest.js';
import { callbackSign } from '../kuaidi100/signature.js';
import type { CarrierManifest } from '../manifest.js';
import type { RawCallback } from '../port.js';
import { settingsOf } from '../settings.js';
import { manifest as zto } from '../zto/manifest.js';
import { dataDigest } from '../zto/signature.js';
import { openEnvelope, sealForm, sealJson } from './envelope.js';

interface Order {
  /** A captured body, whose fields stay, or only what is signed in it. */
  readonly body: Buffer;
  readonly settings: unknown;
  /** Fields beside the content. */
  readonly fields: Readonly<Record<string, string>>;
  readonly now: Instant;
}

/** A push as the provider would send it. Throws `CarrierSettingsError`. */
export type Signer = (order: Order) => RawCallback;

interface Signature {
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
  /** Fields that a push has beside, where the capture has none. */
  readonly usual?: Readonly<Record<string, string>>;
}

const signer =
  <Config extends object>(
    manifest: CarrierManifest<Config>,
    names: readonly [string, ...string[]],
    sign: (content: Buffer, config: Config, now: Instant) => Signature,
    plain: (content: Buffer) => Buffer = (content) => content,
  ): Signer =>
  ({ body, settings, fields: beside, now }) => {
    const envelope = openEnvelope(body, names);
    const content = plain(envelope.content);
    const { headers, fields, usual } = sign(content, settingsOf(manifest, settings), now);
    const all = new Map([
      ...bytesOf(usual),
      ...envelope.fields,
      ...bytesOf(beside),
      [envelope.name, content] as const,
      ...bytesOf(fields),
    ]);
    const { contentType, body: sealed } = envelope.isJson ? sealJson(all) : sealForm(all);
    return { headers: { 'content-type': contentType, ...headers }, body: sealed };
  };

const bytesOf = (fields: Readonly<Record<string, string>> = {}): readonly (readonly [string, Buffer])[] =>
  Object.entries(fields).map(([name, value]) => [name, Buffer.from(value)] as const);

/** Some of KDNiao's senders encode twice; it is written once here. */
const decodedOnce = (content: Buffer): Buffer =>
  content.toString('latin1').trimStart().startsWith('%7B') ? decodeBytes(content, true) : content;

/** The providers that sign what they send. */
export const signers: ReadonlyMap<string, Signer> = new Map<string, Signer>([
  [
    kdniao.provider,
    signer(
      kdniao,
      ['RequestData'],
      (data, { apiKey }) => ({ usual: { RequestType: '102' }, fields: { DataSign: dataSign(data, apiKey) } }),
      decodedOnce,
    ),
  ],
  [
    kuaidi100.provider,
    signer(kuaidi100, ['param'], (param, { salt }) => ({ fields: { sign: callbackSign(param, salt) } })),
  ],
  [
    zto.provider,
    signer(zto, ['data', 'result'], (data, { appKey, appSecret }) => ({
      usual: { company_id: appKey },
      fields: { data_digest: dataDigest(data, appSecret) },
    })),
  ],
  [
    jt.provider,
    signer(jt, ['bizContent'], (bizContent, { apiAccount, privateKey }, now) => ({
      headers: {
        apiaccount: apiAccount,
        digest: headerDigest(bizContent, privateKey),
        timestamp: String(now),
      },
    })),
  ],
]);
