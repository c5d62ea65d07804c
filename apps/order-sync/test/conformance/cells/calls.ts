import { expect } from '@jest/globals';
import type { PlatformFailureKind } from '../../../src/application/ports.js';
import { RECEIVER, type Stage } from '../stage.js';
import { failsAs, failureOf, type Cell, type Cells } from './cell.js';

type Scenes =
  | 'forged-call'
  | 'expired-token'
  | 'throttled'
  | 'http-500'
  | 'time-out'
  | 'no-answer'
  | 'not-json'
  | 'endless-answer'
  | 'silent-errors';

const IMPATIENT_MS = 300;

const readBy = ({ ref, token, platform }: Stage, id: string, other = platform) =>
  other.orders.order(ref, token, id);

/** The simulated platform misbehaves once, to this order. */
const under =
  (fault: string, kind: PlatformFailureKind): Cell =>
  async (stage) => {
    const id = await stage.order();
    await stage.sim.fault(id, fault);
    await failsAs(readBy(stage, id), kind);
    expect((await readBy(stage, id)).platformOrderId).toBe(id);
  };

async function endless(stage: Stage, id: string) {
  stage.wire.endless = true;
  try {
    return await failureOf(readBy(stage, id));
  } finally {
    stage.wire.endless = false;
  }
}

async function expired(stage: Stage, id: string) {
  await stage.sim.control('POST', '/tokens/expire', { shopId: stage.subject.shopId });
  try {
    return await failureOf(readBy(stage, id));
  } finally {
    await stage.consent();
  }
}

async function down(stage: Stage, id: string) {
  await stage.sim.fault(stage.world, 'no-answer');
  return failureOf(readBy(stage, id));
}

/** The answer breaks off in the middle of an order. */
async function brokenOff(stage: Stage, id: string) {
  stage.wire.alter = (answer) => answer.slice(0, -9);
  try {
    return await failureOf(readBy(stage, id));
  } finally {
    stage.wire.alter = undefined;
  }
}

export const callCells: Cells<Scenes> = {
  'forged-call': async (stage) => {
    const id = await stage.order();
    expect((await readBy(stage, id)).platformOrderId).toBe(id);
    const stranger = stage.open({ credentials: stage.subject.stranger });
    const { kind } = await failureOf(readBy(stage, id, stranger));
    expect(['auth_expired', 'forbidden', 'invalid']).toContain(kind);
  },
  'expired-token': async (stage) => {
    const id = await stage.order();
    expect(await expired(stage, id)).toMatchObject({ kind: 'auth_expired' });
    expect((await readBy(stage, id)).platformOrderId).toBe(id);
  },
  throttled: under('throttled', 'throttled'),
  'http-500': async (stage) => {
    const id = await stage.order();
    await stage.sim.fault(id, '500');
    const { kind, message } = await failureOf(readBy(stage, id));
    expect(kind).toBe('transient');
    expect(message).toMatch(/500/);
  },
  'not-json': under('malformed', 'transient'),
  'time-out': async (stage) => {
    const id = await stage.order();
    await stage.sim.fault(id, 'time-out');
    await failsAs(readBy(stage, id, stage.open({ timeoutMs: IMPATIENT_MS })), 'transient');
  },
  'no-answer': async (stage) => {
    expect(await down(stage, await stage.order())).toMatchObject({ kind: 'transient' });
  },
  'endless-answer': async (stage) => {
    const { kind, message } = await endless(stage, await stage.order());
    expect(kind).toBe('transient');
    expect(message).toMatch(/endless/);
  },
  'silent-errors': async (stage) => {
    const id = await stage.order();
    const { token } = stage;
    await stage.sim.fault(id, 'throttled');
    const failures = [
      await failureOf(readBy(stage, id)),
      await failureOf(readBy(stage, '1')),
      await brokenOff(stage, id),
      await endless(stage, id),
      await down(stage, id),
      ...(stage.subject.standing ? [] : [await expired(stage, id)]),
    ];
    const secrets = Object.values(stage.subject.credentials).filter((text) => text !== stage.subject.appKey);
    const said = failures.map(({ message, stack }) => `${message} ${stack ?? ''}`).join('\n');
    for (const secret of [token, ...secrets, RECEIVER.name, RECEIVER.phone, RECEIVER.detail])
      expect(said).not.toContain(secret);
  },
};
