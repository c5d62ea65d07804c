import {
  PlatformFailure,
  type Application,
  type Connector,
  type OpenPlatform,
  type PushRequest,
  type ShopRef,
} from '../application/ports.js';
import { Unusable, type Answer } from './answer.js';
import { connectorOf, openAs } from './platforms.js';
import { replaying } from './replay.js';

export interface Captured {
  readonly body: Buffer;
  /** What the platform answered next, where a reading takes several calls. */
  readonly more?: readonly Buffer[];
  readonly credentials?: Application['credentials'];
  readonly settings?: Application['settings'];
  /** The answer is about this order, or about this case of it; a push where nothing is given. */
  readonly about?: { readonly order?: string; readonly case?: string };
  /** With lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly path?: string;
}

/** What a capture says. Throws `Misused` and {@link Unusable}. */
export async function decode(id: string, captured: Captured): Promise<Answer> {
  const connector = connectorOf(id);
  const { about } = captured;
  return about === undefined ? decodePush(connector, captured) : decodeAnswer(connector, captured, about);
}

function decodePush(connector: Connector, captured: Captured): Answer {
  const { id } = connector.manifest;
  const path = captured.path ?? `/callbacks/${id}/connection`;
  const platform = openAs(connector, { ...told(captured), connectionId: path.split('/').at(-1) ?? '' });
  const verification = verify(platform, captured, path);
  if (verification.startsWith('refused'))
    return {
      json: { platform: id, verification },
      lines: [`${id}  ${verification}: it is not the platform’s, or was not captured whole`],
      bad: true,
    };
  const reader = platform.door ?? platform.channel;
  if (!reader) throw new Unusable(`${id} pushes nothing`);
  const { hints, unmapped } = reader.read(captured.body.toString('utf8'));
  if (hints.length === 0 && unmapped.some(({ what }) => what === 'push-body'))
    throw new Unusable(
      `it says nothing that could be asked for: it is no push of ${id}, or sealed with another key`,
    );
  return {
    json: { platform: id, verification, hints, unmapped },
    lines: [
      `${id}  ${verification}`,
      ...hints.map(({ vendorShopId, platformOrderId, afterSale }) =>
        [
          `shop ${vendorShopId}  order ${platformOrderId}`,
          ...(afterSale ? [`case ${afterSale.platformAfterSaleId}`] : []),
        ].join('  '),
      ),
      ...unmapped.map(({ what, value }) => `unmapped ${what} ${JSON.stringify(value)}`),
    ],
  };
}

function verify({ door }: OpenPlatform, captured: Captured, path: string): string {
  if (!door) return 'not verified: a message of a channel carries no proof of its own';
  if (!captured.credentials) return 'not verified: no credentials given';
  const { body, headers = {}, query = '' } = captured;
  const request: PushRequest = { method: 'POST', path, query: new URLSearchParams(query), headers, body };
  const admission = door.admit(request);
  switch (admission.kind) {
    case 'refused':
      return `refused: ${admission.reason}`;
    case 'probe':
      return 'a probe of the platform’s: answered, and never kept';
    case 'accepted':
      return `verified, known again by ${admission.dedupeKey}`;
  }
}

async function decodeAnswer(
  connector: Connector,
  captured: Captured,
  about: NonNullable<Captured['about']>,
): Promise<Answer> {
  const { manifest } = connector;
  const shop: ShopRef = { platform: manifest.id, tenantId: '-', shopId: '-', vendorShopId: '-' };
  const read = async (url: string): Promise<{ readonly unmapped: readonly object[] }> => {
    const hosts = Object.fromEntries(Object.keys(manifest.hosts).map((name) => [name, url]));
    const { orders, cases } = openAs(connector, { ...told(captured), hosts });
    const { order, case: afterSale } = about;
    return afterSale === undefined
      ? orders.order(shop, '-', order ?? '')
      : cases.case(shop, '-', {
          platformAfterSaleId: afterSale,
          ...(order !== undefined && { platformOrderId: order }),
        });
  };
  try {
    const pulled = await replaying([captured.body, ...(captured.more ?? [])], read);
    const json = { platform: manifest.id, ...pulled };
    return { json, lines: JSON.stringify(json, null, 2).split('\n') };
  } catch (error) {
    if (error instanceof PlatformFailure) throw new Unusable(`${error.kind}: ${error.message}`);
    throw error;
  }
}

const told = ({ credentials, settings }: Captured): Partial<Application> => ({
  ...(credentials && { credentials }),
  ...(settings && { settings }),
});
