import { TenantOpened, type TenantOpenedData } from '@cartrail/contracts';
import { toIso } from '@cartrail/kernel';
import { anEvent, TEST_MORNING, TENANT, type About } from './an-event.js';

export function aTenantOpened(data: Partial<TenantOpenedData> = {}, about: About = {}) {
  const whole: TenantOpenedData = {
    tenantId: about.tenantId ?? TENANT,
    name: 'Demo',
    openedAt: toIso(TEST_MORNING),
    ...data,
  };
  return anEvent(TenantOpened, whole.tenantId, whole, { tenantId: whole.tenantId, ...about });
}
