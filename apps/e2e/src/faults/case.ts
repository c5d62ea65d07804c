import type { Arena } from './arena.js';
import type { Findings } from './audit.js';
import { Guardian } from './guardian.js';
import { nodesOf, parcelsOf, type Parcel } from './inputs.js';

export interface Told {
  readonly findings: Findings;
  /** What the case demands besides the audit and did not get. */
  readonly failures: readonly string[];
  readonly notes: readonly string[];
}

export interface FaultCase {
  readonly id: string;
  readonly title: string;
  readonly run: (arena: Arena) => Promise<Told>;
}

/** The usual way: shipments, then two pushes for each parcel, with a fault in each of the two phases. */
export async function travel(
  arena: Arena,
  parcels: readonly Parcel[],
  during: (phase: 'orders' | 'pushes', offer: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await during('orders', () => arena.order(parcels));
  await arena.settle();
  await during('pushes', () => arena.push(parcels, (parcel) => [nodesOf(parcel, 1), nodesOf(parcel, 3)]));
  await arena.settle();
}

export const parcelsFor = (arena: Arena, count = arena.settings.n): readonly Parcel[] =>
  parcelsOf(arena.maker, count);

export interface Crash {
  readonly id: string;
  readonly title: string;
  readonly orders?: string;
  readonly pushes?: string;
  readonly demand?: (findings: Findings, guardian: Guardian) => readonly string[];
}

/** Tracking dies at a failpoint, in the middle of orders, of pushes or of both. */
export function crashCase({ id, title, orders, pushes, demand }: Crash): FaultCase {
  const armed = { orders, pushes };
  return {
    id,
    title,
    run: async (arena) => {
      const guardian = new Guardian(arena.stack);
      const silent: string[] = [];
      await travel(arena, parcelsFor(arena), async (phase, offer) => {
        const failpoint = armed[phase];
        if (failpoint === undefined) return offer();
        await guardian.arm(failpoint);
        await offer();
        await arena.settle();
        if (!guardian.hasFired(failpoint)) silent.push(`${failpoint} never fired among the ${phase}`);
        return undefined;
      });
      await guardian.rest();
      const findings = await arena.audit();
      const crashes = [orders, pushes].filter(Boolean).length;
      const restarts =
        guardian.restarts === crashes ? [] : [`${guardian.restarts} restarts for ${crashes} crashes`];
      return {
        findings,
        failures: [...silent, ...restarts, ...(demand?.(findings, guardian) ?? [])],
        notes: [`${guardian.restarts} crashes`, `outbox drained ${guardian.drainedMs} ms after the return`],
      };
    },
  };
}
