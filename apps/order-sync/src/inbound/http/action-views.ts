import { toIso } from '@cartrail/kernel';
import type { CaseDossier } from '../../application/ask-case-action.js';
import type { CaseAction } from '../../domain/case-action.js';
import type { Shipment } from '../../domain/shipment.js';

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : toIso(at));

export const dossierView = (afterSaleId: string, { afterSale, possible, actions }: CaseDossier) => ({
  afterSaleId,
  orderId: afterSale.orderId,
  platform: afterSale.platform,
  kind: afterSale.kind,
  status: afterSale.status,
  refundAmountFen: afterSale.refundAmountFen,
  refundPostFen: afterSale.refundPostFen,
  statusDeadline: iso(afterSale.statusDeadline),
  possible: possible.map(({ action, refusal }) => ({
    action,
    possible: refusal === undefined,
    ...refusal,
  })),
  actions: actions.map(actionView),
});

export const askedView = ({
  actionId,
  word,
  askedAt,
}: Pick<CaseAction, 'actionId' | 'word' | 'askedAt'>) => ({
  actionId,
  action: word.action,
  state: 'asked',
  askedAt: toIso(askedAt),
});

const actionView = ({ actionId, word, by, state, failure, askedAt, endedAt }: CaseAction) => ({
  actionId,
  ...word,
  ...by,
  state,
  failure,
  askedAt: toIso(askedAt),
  endedAt: iso(endedAt),
});

export const shipmentView = (shipmentId: string, state: Shipment) => ({
  shipmentId,
  orderId: state.orderId,
  number: state.number,
  carrier: state.carrier,
  lines: state.lines,
  state: state.status,
  failure: state.failure,
  askedAt: toIso(state.askedAt),
  endedAt: iso(state.endedAt),
});
