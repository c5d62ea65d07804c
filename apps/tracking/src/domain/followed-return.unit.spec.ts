import { describe, expect, it } from '@jest/globals';
import { HOUR, type Instant } from '@cartrail/kernel';
import fc from 'fast-check';
import { returnWatchesOf } from './detectors.js';
import type { PickupNews } from './followed-pickup.js';
import {
  assigned,
  ended,
  heardOfPickup,
  told,
  type Ending,
  type FollowedReturn,
  type Moment,
  type ReturnFact,
} from './followed-return.js';
import { recordScans } from './record-scans.js';
import { hear, leave, register, reinstate, settle } from './register.js';
import { watchesOf } from './return-watches.js';
import type { Report } from './scan.js';
import type { Watch } from './watch.js';
import type { Waybill } from './waybill.js';

const START: Instant = Date.UTC(2026, 10, 23);
const at = (hours: number): Instant => START + hours * HOUR;
const owner = { orderId: 'o1', shopId: 's1' };

type News = (world: World) => void;

/** A return and its parcels, as the shell would keep them. */
class World {
  followed: FollowedReturn | undefined;
  readonly parcels = new Map<string, Waybill>();

  decide(decision: ReturnType<ReturnType<typeof told>>): void {
    if (decision.kind !== 'changed') return;
    this.followed = decision.state;
    for (const fact of decision.facts) this.follow(fact);
  }

  /** Numbers of parcels and pickups stand for their ids, which are new each time. */
  open(): Pick<Watch, 'subjectId' | 'detector' | 'lane' | 'since'>[] {
    const ofParcels = [...this.parcels.values()].flatMap(returnWatchesOf);
    return [...(this.followed ? watchesOf(this.followed) : []), ...ofParcels]
      .filter(({ since }) => since !== undefined)
      .map(({ subjectId, detector, lane, since }) => ({ subjectId, detector, lane, since }))
      .sort((a, b) => (`${a.detector}${a.subjectId}` < `${b.detector}${b.subjectId}` ? -1 : 1));
  }

  scans(number: string, reports: readonly Report[]): void {
    this.change(number, (waybill) => (waybill ? recordScans(waybill, reports, at(200)) : undefined));
  }

  private follow(fact: ReturnFact): void {
    switch (fact.type) {
      case 'Assigned': {
        const shipment = { ...fact.assignment, returnId: 'r1', shippedAt: fact.notBefore };
        this.change(shipment.number, (waybill) => register(waybill, shipment.number, shipment, at(0)));
        return;
      }
      case 'Replaced':
        this.change(fact.parcel.number, (waybill) => leave(waybill, 'r1', fact.by, at(0)));
        return;
      case 'Reinstated':
        this.change(fact.parcel.number, (waybill) => reinstate(waybill, 'r1'));
        return;
      case 'Heard':
        this.change(fact.parcel.number, (waybill) => hear(waybill, fact.what, fact.at));
        return;
      case 'Settled':
        this.change(fact.parcel.number, (waybill) => settle(waybill, 'r1', fact.why));
    }
  }

  private change(
    number: string,
    decide: (waybill: Waybill | undefined) => ReturnType<typeof leave> | undefined,
  ) {
    const decision = decide(this.parcels.get(number));
    if (decision?.kind === 'changed') this.parcels.set(number, decision.state);
  }
}

const says =
  (moment: Moment, hours: number): News =>
  (world) => {
    world.decide(told(moment, at(hours), owner)(world.followed, 'r1'));
  };
/** An event of the return's own, which shows that it lives. */
const lives =
  (moment: Moment, hours: number, sequence: number): News =>
  (world) => {
    world.decide(told(moment, at(hours), owner, sequence)(world.followed, 'r1'));
  };
const ends =
  (ending: Ending, hours: number, sequence: number): News =>
  (world) => {
    world.decide(ended(ending, at(hours), owner, sequence)(world.followed, 'r1'));
  };
const names =
  (number: string, sequence: number): News =>
  (world) => {
    const assignment = { number, carrier: 'YTO', sequence, orderId: 'o1', assignedAt: at(2) };
    world.decide(assigned(assignment)(world.followed, 'r1'));
  };
const pickup =
  (news: PickupNews): News =>
  (world) => {
    world.decide(heardOfPickup('p1', news, owner)(world.followed, 'r1'));
  };
const scan = (hours: number, status: Report['status']): Report => ({
  provider: 'kdniao',
  occurredAt: at(hours),
  occurredText: '',
  code: status,
  text: status,
  status,
  order: 0,
});
const scanned =
  (number: string, ...reports: readonly Report[]): News =>
  (world) => {
    world.scans(number, reports);
  };

const play = (news: readonly News[]): World => {
  const world = new World();
  for (const one of news) one(world);
  return world;
};
const waits = (...news: readonly News[]) =>
  play(news)
    .open()
    .map(({ detector, since }) => [detector, ((since ?? 0) - START) / HOUR]);

const booked = pickup({ sequence: 1, at: at(1), stage: 'ACCEPT', bookedAt: at(1), slotEndsAt: at(5) });
const accepted = pickup({ sequence: 2, at: at(2), stage: 'COLLECT' });
const collected = pickup({ sequence: 3, at: at(4), stage: 'COLLECTED' });
const charged = (sequence: number, chargedFen: number, hours = sequence) =>
  pickup({ sequence, at: at(hours), stage: 'COLLECTED', charge: { quoteFen: 1_000, chargedFen } });

describe('a booked pickup', () => {
  it('waits to be accepted from its booking, and to be fetched from the end of its slot', () => {
    expect(waits(booked)).toEqual([['PICKUP_ORDER_STALE', 1]]);
    expect(waits(booked, accepted)).toEqual([['PICKUP_ORDER_STALE', 5]]);
    expect(waits(booked, accepted, pickup({ sequence: 3, at: at(3), slotEndsAt: at(9) }))).toEqual([
      ['PICKUP_ORDER_STALE', 9],
    ]);
  });

  it.each<[string, News]>([
    ['the courier has the parcel', collected],
    ['no courier will come', pickup({ sequence: 3, at: at(3), stage: 'FAILED' })],
    ['it is called off', pickup({ sequence: 3, at: at(3), stage: 'CANCELLED' })],
    ['the carrier has seen the parcel', says('inTransit', 4)],
    ['the warehouse has it', says('received', 9)],
    ['the return is over', ends('lapsed', 9, 9)],
  ])('waits no more when %s', (_, end) => {
    expect(waits(booked, accepted, end).map(([detector]) => detector)).not.toContain('PICKUP_ORDER_STALE');
  });

  it('is watched for its charge from the first word of it, whether the return has ended or not', () => {
    expect(waits(charged(4, 1_500), charged(5, 1_500))).toEqual([['OVERCHARGE', 4]]);
    expect(waits(charged(4, 1_500), charged(5, 1_800))).toEqual([['OVERCHARGE', 5]]);
    expect(waits(charged(4, 1_500), says('refunded', 6))).toEqual([['OVERCHARGE', 4]]);
    expect(waits(says('refunded', 3), charged(4, 1_500))).toEqual([['OVERCHARGE', 4]]);
  });
});

describe('the goods of a return', () => {
  const known = [says('approved', 1), names('YT1', 2)];

  it('are awaited from the hand-over, told by a scan, by the return or by the courier', () => {
    expect(waits(...known)).toEqual([]);
    expect(waits(...known, scanned('YT1', scan(6, 'IN_TRANSIT')))).toEqual([['RETURN_NOT_ARRIVED', 6]]);
    expect(waits(...known, says('inTransit', 5))).toEqual([['RETURN_NOT_ARRIVED', 5]]);
    expect(waits(...known, collected)).toEqual([['RETURN_NOT_ARRIVED', 4]]);
  });

  it('are awaited by the warehouse once delivered, and by nobody once it has signed', () => {
    const delivered = scanned('YT1', scan(6, 'PICKED_UP'), scan(30, 'DELIVERED'));
    expect(waits(...known, delivered)).toEqual([['RETURN_ARRIVED_NOT_SIGNED', 30]]);
    expect(waits(...known, says('inTransit', 5), says('arrived', 31))).toEqual([
      ['RETURN_ARRIVED_NOT_SIGNED', 31],
    ]);
    expect(waits(...known, delivered, says('received', 33))).toEqual([]);
  });

  it('are still awaited when the money was paid back before they came', () => {
    expect(waits(...known, collected, says('refunded', 5))).toEqual([['RETURN_NOT_ARRIVED', 4]]);
  });

  it('are awaited again when the end of the return is overruled, and only then', () => {
    const gone = [...known, collected, ends('lapsed', 9, 3)];
    expect(waits(...gone)).toEqual([]);
    expect(waits(...gone, lives('inTransit', 4, 4))).toEqual([['RETURN_NOT_ARRIVED', 4]]);
    expect(waits(...known, collected, lives('inTransit', 4, 4), ends('lapsed', 9, 3))).toEqual([
      ['RETURN_NOT_ARRIVED', 4],
    ]);
    expect(waits(...gone, names('YT2', 4))).toEqual([]);
  });

  it('are awaited in the parcel named last, also when that is the first one again', () => {
    const world = play([...known, says('inTransit', 5), names('YT2', 4), names('YT1', 6)]);
    expect(world.open().map(({ subjectId }) => subjectId)).toEqual(['YT1']);
    expect(world.parcels.get('YT2')?.replacedBy?.number).toBe('YT1');
  });
});

describe('the money of a return', () => {
  it('is awaited from the sign-off, and after an objection from the day it is settled', () => {
    expect(waits(says('received', 30))).toEqual([]);
    expect(waits(says('signedOff', 30))).toEqual([['REFUND_LATE', 30]]);
    expect(waits(says('signedOff', 30), says('objected', 30))).toEqual([]);
    expect(waits(says('signedOff', 30), says('objected', 30), says('refundDue', 80))).toEqual([
      ['REFUND_LATE', 80],
    ]);
    expect(waits(says('signedOff', 30), says('refunded', 31))).toEqual([]);
    expect(waits(lives('signedOff', 30, 8), ends('closed', 31, 9))).toEqual([]);
  });
});

describe('any order and repetition of the same news', () => {
  const history: readonly News[] = [
    lives('approved', 1, 1),
    booked,
    accepted,
    collected,
    charged(4, 1_100),
    charged(5, 1_100, 6),
    charged(6, 1_600, 7),
    names('YT1', 2),
    names('YT2', 4),
    names('YT1', 6),
    ends('lapsed', 4, 7),
    lives('inTransit', 4.5, 8),
    says('inTransit', 8),
    lives('arrived', 31, 9),
    says('received', 32),
    lives('signedOff', 32, 10),
    says('signedOff', 40),
    says('objected', 32),
    says('refundDue', 50),
    says('refunded', 60),
    ends('cancelled', 5, 11),
    lives('approved', 6, 12),
    ends('closed', 70, 13),
  ];
  const journey = [scan(5, 'PICKED_UP'), scan(9, 'IN_TRANSIT'), scan(30, 'DELIVERED')];
  // A carrier repeats the whole history so far; the last push comes when everything else is known.
  const cases = fc
    .tuple(fc.subarray([...history]), fc.integer({ min: 0, max: journey.length }))
    .chain(([some, seen]) => {
      const pushes = [scanned('YT1', ...journey.slice(0, seen)), scanned('YT2', ...journey.slice(0, seen))];
      const extra = fc.subarray([...some, ...pushes]);
      const order = extra.chain((more) =>
        fc.shuffledSubarray([...some, ...more], { minLength: some.length + more.length }),
      );
      return order.map((shuffled) => ({ whole: [...some, ...pushes], shuffled: [...shuffled, ...pushes] }));
    });

  it('ends in the same conditions', () => {
    fc.assert(
      fc.property(cases, ({ whole, shuffled }) => {
        expect(play(shuffled).open()).toEqual(play(whole).open());
      }),
      { numRuns: 1_000 },
    );
  });

  it('says nothing new the second time', () => {
    fc.assert(
      fc.property(cases, ({ shuffled }) => {
        const world = play(shuffled);
        const { followed } = world;
        for (const news of shuffled) news(world);
        expect(world.followed).toBe(followed);
      }),
    );
  });
});
