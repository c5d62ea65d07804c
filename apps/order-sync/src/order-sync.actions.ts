import type { Type } from '@nestjs/common';
import type { Clock } from '@cartrail/kernel';
import type { EffectHandler, Reader } from '@cartrail/messaging';
import { ActOnCase } from './application/act-on-case.js';
import { AgreeReturn } from './application/agree-return.js';
import { AskCaseAction } from './application/ask-case-action.js';
import { AskShipment } from './application/ask-shipment.js';
import { CaseDesk } from './application/case-desk.js';
import { ExecuteRefund } from './application/execute-refund.js';
import type { Platforms, Tokens } from './application/ports.js';
import { ReportReceived } from './application/report-received.js';
import { ReportShipment } from './application/report-shipment.js';
import { ActOnCaseEffect } from './outbound/actions/act-on-case.effect.js';
import { AgreeReturnEffect } from './outbound/actions/agree-return.effect.js';
import { ExecuteRefundEffect } from './outbound/actions/execute-refund.effect.js';
import { ReportReceivedEffect } from './outbound/actions/report-received.effect.js';
import { ReportShipmentEffect } from './outbound/actions/report-shipment.effect.js';
import { CaseActionStore } from './outbound/postgres/case-action.store.js';
import type { CaseChanges } from './outbound/postgres/case-changes.js';
import { PostgresCaseFiles } from './outbound/postgres/case-files.js';
import { PostgresOrderFiles } from './outbound/postgres/order-files.js';
import { ShipmentStore } from './outbound/postgres/shipment.store.js';

export const actionStores = { caseActions: new CaseActionStore(), shipments: new ShipmentStore() };

export const actionEffects: readonly Type<EffectHandler>[] = [
  AgreeReturnEffect,
  ReportReceivedEffect,
  ExecuteRefundEffect,
  ActOnCaseEffect,
  ReportShipmentEffect,
];

interface Given {
  readonly reader: Reader;
  readonly tokens: Tokens;
  readonly platforms: Platforms;
  readonly changes: CaseChanges;
  readonly clock: Clock;
}

/** Everything that is said to a platform, and who may ask for it. */
export function actionParts({ reader, tokens, platforms, changes, clock }: Given) {
  const files = new PostgresCaseFiles(reader);
  const orders = new PostgresOrderFiles(reader);
  const desk = new CaseDesk(tokens, platforms);
  const kept = { changes, files };
  const onCase = { store: changes.cases, ...kept };
  return {
    askCaseAction: new AskCaseAction(files, desk),
    askShipment: new AskShipment(orders, platforms, clock),
    effects: [
      new AgreeReturnEffect(new AgreeReturn(files, desk, clock), onCase),
      new ReportReceivedEffect(new ReportReceived(files, desk, clock), onCase),
      new ExecuteRefundEffect(new ExecuteRefund(files, desk, clock), { store: changes.refunds, ...kept }),
      new ActOnCaseEffect(new ActOnCase(files, desk, clock), { store: actionStores.caseActions, ...kept }),
      new ReportShipmentEffect(new ReportShipment(orders, tokens, platforms, clock), {
        store: actionStores.shipments,
        ...kept,
      }),
    ] as const,
  };
}
