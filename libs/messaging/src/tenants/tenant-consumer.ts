import { TenantOpened, topics, type EventOf } from '@cartrail/contracts';
import { Consumes, On, type ConsumerClass } from '../consuming/consumes.js';
import { causeOf } from '../consuming/handling.js';
import { change, type AnyChange } from '../shell/types.js';
import { learn, TenantStore } from './tenant-store.js';

/** The consumer by which a service learns of tenants; give it to the module beside the service's own. */
export function tenantConsumer(group: string): ConsumerClass {
  const store = new TenantStore();

  @Consumes(topics.tenantEvents, { group })
  class TenantConsumer {
    @On(TenantOpened)
    opened(event: EventOf<typeof TenantOpened>): AnyChange[] {
      const { tenantId } = event.data;
      return [
        change({
          store,
          find: { id: tenantId },
          createAs: tenantId,
          cause: causeOf(event),
          decide: learn(tenantId),
        }),
      ];
    }
  }
  return TenantConsumer;
}
