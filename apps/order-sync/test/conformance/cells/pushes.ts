import { expect } from '@jest/globals';
import type { PushRequest } from '../../../src/application/ports.js';
import type { Admitted, Stage } from '../stage.js';
import { present, type Cells } from './cell.js';

type Scenes =
  'push-genuine' | 'push-forged' | 'push-altered' | 'push-replay' | 'push-malformed' | 'push-unknown';

const doorOf = ({ platform }: Stage) => present(platform.door, 'a door');
const keyOf = ({ admission }: Admitted): string =>
  admission.kind === 'accepted' ? admission.dedupeKey : admission.kind;

/** Of a new order, as it came. */
async function onePush(stage: Stage): Promise<PushRequest> {
  const { admitted } = await stage.pushing(() => stage.order());
  const accepted = admitted.find(({ admission }) => admission.kind === 'accepted');
  return present(accepted, 'a push that was accepted').request;
}

/** What a door makes of a request; `undefined` where it refuses it. */
function meaning(stage: Stage, request: PushRequest): string | undefined {
  const door = doorOf(stage);
  const admission = door.admit(request);
  if (admission.kind !== 'accepted') return undefined;
  return JSON.stringify(door.read(request.body.toString('utf8')).hints);
}

/** Longer than any push, and deeper. */
export const NONSENSE: readonly Buffer[] = [
  Buffer.alloc(0),
  ...['{', '[]', '[null]', 'null', '0', '""', '{"a":', '<xml/>', '\u0000'].map((text) => Buffer.from(text)),
  Buffer.from([0xff, 0xfe, 0xfd]),
  Buffer.from('['.repeat(100_000)),
  Buffer.from('{"a":'.repeat(100_000)),
  Buffer.alloc(5_000_000, 'A'),
  Buffer.from(`{"a":"${'1'.repeat(5_000_000)}"}`),
];

export const pushCells: Cells<Scenes> = {
  'push-genuine': async (stage) => {
    const { made, admitted } = await stage.pushing(async () => {
      const orderId = await stage.order();
      return { orderId, id: await stage.claim(orderId) };
    });
    expect(admitted.map(({ admission }) => admission.kind)).toEqual(admitted.map(() => 'accepted'));
    const hints = admitted.flatMap(({ request }) => doorOf(stage).read(request.body.toString('utf8')).hints);
    const order = { vendorShopId: stage.subject.shopId, platformOrderId: made.orderId };
    expect(hints).toContainEqual(order);
    expect(hints).toContainEqual({
      ...order,
      afterSale: expect.objectContaining({ platformAfterSaleId: made.id }),
    });
  },
  'push-forged': async (stage) => {
    const { admitted } = await stage.pushing(async () => {
      await stage.sim.fault(stage.subject.shopId, 'bad-signature');
      return stage.order({ pay: false });
    });
    await stage.sim.control('DELETE', '/faults');
    expect(admitted.map(({ admission }) => admission)).toContainEqual(
      expect.objectContaining({ kind: 'refused', reason: 'signature' }),
    );
  },
  'push-altered': async (stage) => {
    const request = await onePush(stage);
    const { body } = request;
    const genuine = meaning(stage, request);
    expect(genuine).not.toBeUndefined();
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body);
      changed[at] = (body[at] ?? 0) ^ 1;
      expect([at, undefined, genuine]).toContain(meaning(stage, { ...request, body: changed }) ?? at);
    }
  },
  'push-replay': async (stage) => {
    await stage.sim.fault(stage.subject.shopId, 'duplicate', 1_000);
    const { admitted } = await stage.pushing(() => stage.order());
    await stage.sim.control('DELETE', '/faults');
    const keys = admitted.filter(({ admission }) => admission.kind === 'accepted').map(keyOf);
    expect(keys).not.toEqual([]);
    for (const key of keys) expect(keys.filter((one) => one === key).length).toBeGreaterThanOrEqual(2);
    for (const { request, admission } of admitted) expect(doorOf(stage).admit(request)).toEqual(admission);
  },
  'push-malformed': async (stage) => {
    const request = await onePush(stage);
    for (const body of NONSENSE) {
      doorOf(stage).admit({ ...request, body });
      expect(doorOf(stage).read(body.toString('utf8')).hints).toEqual([]);
    }
    const half = request.body.subarray(0, request.body.length / 2);
    doorOf(stage).admit({ ...request, body: half });
    expect(doorOf(stage).read(half.toString('utf8')).hints).toEqual([]);
  },
  'push-unknown': (stage) => {
    const { door, channel } = stage.platform;
    const reader = present(door ?? channel, 'a door or a channel');
    const { unmapped } = reader.read(present(stage.subject.unknownPush, 'such a push'));
    expect(unmapped).toContainEqual({ what: 'push-tag', value: expect.stringMatching(/nobodys|987654/) });
    return Promise.resolve();
  },
};
