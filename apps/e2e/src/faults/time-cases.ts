import { parcelsFor, type FaultCase } from './case.js';
import { query } from './evidence.js';
import { nodesOf, type Node, type Parcel } from './inputs.js';

const HOUR_MS = 3_600_000;

interface Telling {
  readonly name: string;
  readonly status: string;
  readonly pushes: (parcel: Parcel) => readonly (readonly Node[])[];
}

/** What each way of telling a parcel's story must end in; the model is written by hand, not borrowed. */
const tellings: readonly Telling[] = [
  { name: 'in order', status: 'DELIVERED', pushes: (parcel) => growing(nodesOf(parcel, 5)) },
  {
    name: 'newest first',
    status: 'DELIVERED',
    pushes: (parcel) =>
      nodesOf(parcel, 5)
        .map((node) => [node])
        .reverse(),
  },
  {
    name: 'reversed inside one push',
    status: 'OUT_FOR_DELIVERY',
    pushes: (parcel) => [[...nodesOf(parcel, 4)].reverse()],
  },
  {
    name: 'two nodes in one second',
    status: 'IN_TRANSIT',
    pushes: (parcel) => [nodesOf(parcel, 2).map((node) => ({ ...node, at: parcel.shippedAt + HOUR_MS }))],
  },
  {
    name: 'a node from the future',
    status: 'DELIVERED',
    pushes: (parcel) => {
      const nodes = nodesOf(parcel, 5);
      return growing(
        nodes.map((node, at) => (at === 4 ? { ...node, at: parcel.shippedAt + 80 * HOUR_MS } : node)),
      );
    },
  },
];

const growing = (nodes: readonly Node[]): readonly (readonly Node[])[] =>
  nodes.map((_node, at) => nodes.slice(0, at + 1));

export const timesCase: FaultCase = {
  id: 'F12',
  title: 'nodes reversed, at equal times and from the future',
  run: async (arena) => {
    const parcels = parcelsFor(arena, Math.max(tellings.length, Math.floor(arena.settings.n / 4)));
    await arena.order(parcels);
    await arena.settle();
    const tellingOf = new Map(parcels.map((parcel, at) => [parcel.number, tellings[at % tellings.length]]));
    await arena.push(parcels, (parcel) => tellingOf.get(parcel.number)?.pushes(parcel) ?? []);
    await arena.settle();
    const rows = await query<{ number: string; status: string }>(
      arena.url,
      'SELECT number, status FROM waybill WHERE number LIKE $1',
      [`${arena.maker.prefix}%`],
    );
    const wrong = rows.flatMap(({ number, status }) => {
      const telling = tellingOf.get(number);
      return telling?.status === status ? [] : [`${telling?.name ?? number}: ${status}`];
    });
    return { findings: await arena.audit(), failures: [...new Set(wrong)], notes: [] };
  },
};
