import {
  AlertAcknowledged,
  AlertCleared,
  AlertRaised,
  type AlertAcknowledgedData,
  type AlertClearedData,
  type AlertRaisedData,
} from '@cartrail/contracts';
import { DAY, newId, toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, type About } from './an-event.js';

const now = toIso(TEST_MORNING);
const ref = () => ({ alertId: newId(), detector: 'NOT_PICKED', waybillId: newId(), orderIds: [newId()] });

export function anAlertRaised(data: Partial<AlertRaisedData> = {}, about?: About) {
  const whole: AlertRaisedData = {
    ...ref(),
    severity: 'warn',
    number: 'YT0000000000001',
    carrier: 'YTO',
    since: toIso(TEST_MORNING - 2 * DAY),
    thresholdHours: 48,
    raisedAt: now,
    ...data,
  };
  return anEvent(AlertRaised, whole.alertId, whole, about);
}

export function anAlertCleared(data: Partial<AlertClearedData> = {}, about?: About) {
  const whole: AlertClearedData = { ...ref(), clearedAt: now, why: 'picked-up', ...data };
  return anEvent(AlertCleared, whole.alertId, whole, about);
}

export function anAlertAcknowledged(data: Partial<AlertAcknowledgedData> = {}, about?: About) {
  const whole: AlertAcknowledgedData = { ...ref(), acknowledgedBy: newId(), acknowledgedAt: now, ...data };
  return anEvent(AlertAcknowledged, whole.alertId, whole, about);
}
