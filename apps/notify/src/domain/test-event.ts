import { toIso, type Instant } from '@cartrail/kernel';

/** No event of ours: what a subscriber gets when it asks for a test. */
export const TEST_EVENT_TYPE = 'cn.cartrail.test.v1';

export const testBody = (endpointId: string, now: Instant): string =>
  JSON.stringify({ type: TEST_EVENT_TYPE, timestamp: toIso(now), data: { endpointId } });
