import { crashCase, parcelsFor, travel, type FaultCase } from './case.js';

const RELAY_BATCH = 1_000;

export const noFault: FaultCase = {
  id: 'none',
  title: 'no fault at all',
  run: async (arena) => {
    await travel(arena, parcelsFor(arena), (_phase, offer) => offer());
    const findings = await arena.audit();
    const failures = findings.wireDuplicates > 0 ? [`${findings.wireDuplicates} wire duplicates`] : [];
    return { findings, failures, notes: [] };
  },
};

export const crashCases: readonly FaultCase[] = [
  crashCase({
    id: 'F02',
    title: 'crash at relay.after_send',
    orders: 'relay.after_send=crash@1',
    pushes: 'relay.after_send=crash@1',
    demand: ({ wireDuplicates }, { restarts }) => [
      ...(wireDuplicates === 0 ? ['a batch sent and not committed must be sent again'] : []),
      ...(wireDuplicates > restarts * RELAY_BATCH ? [`${wireDuplicates} wire duplicates`] : []),
    ],
  }),
  crashCase({
    id: 'F01',
    title: 'crash at relay.after_read',
    orders: 'relay.after_read=crash@1',
    pushes: 'relay.after_read=crash@1',
    demand: ({ wireDuplicates }, { drainedMs }) => [
      ...(wireDuplicates > 0 ? [`${wireDuplicates} wire duplicates`] : []),
      ...(drainedMs > 5_000 ? [`drained only after ${drainedMs} ms`] : []),
    ],
  }),
  crashCase({ id: 'F07', title: 'crash at consume.after_tx', orders: 'consume.after_tx=crash@1' }),
  crashCase({ id: 'F08', title: 'crash in the middle of a chunk', orders: 'consume.mid_chunk=crash@1' }),
  crashCase({
    id: 'F03',
    title: 'crash at publish.before_commit',
    orders: 'publish.before_commit=crash@1',
    pushes: 'publish.before_commit=crash@1',
  }),
];
