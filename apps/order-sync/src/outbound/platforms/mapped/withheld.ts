import type { PlatformFeature, PlatformManifest } from '../../../application/ports.js';
import type { MappingDocument } from '../../../domain/mapping/document.js';

const uncalled = 'The mapping names no call for it.';

/** What a mapping may have and this one has not. */
export function withheldBy({
  sources,
  actions = {},
  connection,
}: MappingDocument): PlatformManifest['notSupported'] {
  const { orders, afterSales, push } = sources;
  const has: Partial<Record<PlatformFeature, boolean>> = {
    refresh: connection.auth.kind === 'oauth2',
    order: orders.detail !== undefined,
    'orders-changed': orders.changed !== undefined,
    'orders-created': orders.created !== undefined,
    case: afterSales !== undefined,
    'cases-changed': afterSales?.changed !== undefined,
    push: push !== undefined,
    'signed-push': push?.proof.kind === 'hmac',
    ship: actions.ship !== undefined,
    'agree-return': actions.agreeReturn !== undefined,
    'agree-refund': actions.agreeRefund !== undefined,
    'refund-received': actions.refundReceived !== undefined,
    reject: actions.reject !== undefined,
    'fill-return-waybill': actions.fillReturnWaybill !== undefined,
    'report-received': actions.reportReceived !== undefined,
  };
  const missing = Object.entries(has).filter(([, is]) => !is);
  return Object.fromEntries(missing.map(([feature]) => [feature, uncalled]));
}
