import { AlertAcknowledged, AlertCleared, AlertRaised } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import type { Publication } from '@cartrail/messaging';
import type { Alert, AlertFact } from '../../domain/alert.js';

export function toAlertPublication(fact: AlertFact, alert: Alert): Publication {
  const { id: alertId, detector, waybillId, returnId, pickupId } = alert;
  const ref = { alertId, detector, waybillId, returnId, pickupId, orderIds: [...alert.orderIds] };
  switch (fact.type) {
    case 'Raised': {
      const { severity, number, carrier, shopId, thresholdHours, quoteFen, chargedFen, raisedAt } = alert;
      const accountId = detector === 'CREDENTIALS_REFUSED' ? alert.subjectId : undefined;
      const more = {
        severity,
        number,
        carrier,
        shopId,
        thresholdHours,
        quoteFen,
        chargedFen,
        accountId,
        since: toIso(alert.since),
        raisedAt: toIso(raisedAt),
      };
      return { event: AlertRaised, data: { ...ref, ...more }, occurredAt: raisedAt };
    }
    case 'Cleared': {
      const at = alert.clearedAt ?? alert.raisedAt;
      return {
        event: AlertCleared,
        data: { ...ref, clearedAt: toIso(at), why: alert.why ?? 'ended' },
        occurredAt: at,
      };
    }
    case 'Acknowledged': {
      const at = alert.acknowledgedAt ?? alert.raisedAt;
      const who = { acknowledgedBy: alert.acknowledgedBy ?? '', acknowledgedAt: toIso(at), note: alert.note };
      return { event: AlertAcknowledged, data: { ...ref, ...who }, occurredAt: at };
    }
  }
}
