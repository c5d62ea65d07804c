import type { AddressParts, BookingAnswer, BookingReport, BookingRequest, QuoteRequest } from '../booking.js';
import type { CarrierErrorKind } from '../errors.js';
import type { CarrierFeature } from '../manifest.js';
import { isSupported, type PickupPort } from '../port.js';
import type { BookingServer, BookingSituation } from './booking-server.js';
import { errorOf, expectThat, notApplicable } from './outcome.js';
import { PERSON } from './people.js';
import type { CellDefinition, Subject } from './subject.js';

/** A call about a booking, and the vendor's side as the cell wants it. */
export interface Arranged {
  readonly pickups: PickupPort;
  readonly server: BookingServer;
  readonly request: BookingRequest;
  /** Of an operation about one that is there. */
  readonly booked?: BookingAnswer;
  readonly subject: Subject;
}

async function arrange(
  subject: Subject,
  situation: BookingSituation,
  feature: CarrierFeature,
): Promise<Arranged> {
  const { pickups } = subject.port;
  if (!isSupported(pickups)) return notApplicable(pickups.why);
  const { bookings: server } = subject.server;
  if (!server || !subject.booking) return notApplicable('the server sends no couriers');
  const wish = { ...subject.booking.request, ...server.wish?.(situation, feature) };
  const request = {
    ...wish,
    sender: situation === 'refuses-aloud' ? { ...wish.sender, ...PERSON } : wish.sender,
    // A booking of its own for every cell: the vendor knows one again by its reference.
    reference: `${subject.booking.request.reference}${(cells += 1)}`,
  };
  const booked = aboutABooking.has(feature) ? await bookedBefore(server, pickups, request) : undefined;
  await arrangeNext(server, situation, feature);
  return { pickups, server, request, booked, subject };
}

let cells = 0;

async function bookedBefore(
  server: BookingServer,
  pickups: PickupPort,
  request: BookingRequest,
): Promise<BookingAnswer> {
  await arrangeNext(server, 'answers', 'book');
  return pickups.book(request);
}

export async function arrangeNext(
  server: BookingServer,
  situation: BookingSituation,
  feature: CarrierFeature,
): Promise<void> {
  if (!(await server.arrange(situation, feature))) notApplicable(`the server cannot do ${situation}`);
}

const aboutABooking: ReadonlySet<CarrierFeature> = new Set<CarrierFeature>(['change', 'cancel', 'detail']);

const bookedOf = ({ booked }: Arranged): BookingAnswer => booked ?? notApplicable('nothing is booked');

const levelsOf = ({ province, city, district, street }: AddressParts): AddressParts => ({
  ...{ province, city, district, street },
});

const laneOf = ({ carrier, sender, receiver, weightGrams }: BookingRequest): QuoteRequest => ({
  ...{ carrier, weightGrams, from: sender.address, to: receiver.address },
  ...{ fromParts: levelsOf(sender), toParts: levelsOf(receiver) },
});

export const operations = {
  quote: ({ pickups: { quote }, subject }: Arranged) =>
    isSupported(quote) ? quote(subject.booking?.quotes ?? []) : notApplicable(quote.why),
  reach: ({ pickups: { reach }, request }: Arranged): Promise<boolean> =>
    isSupported(reach) ? reach(laneOf(request)) : notApplicable(reach.why),
  book: ({ pickups, request }: Arranged): Promise<BookingAnswer> => pickups.book(request),
  'find-booking': ({ pickups: { findBooking }, request }: Arranged): Promise<BookingAnswer> =>
    isSupported(findBooking) ? findBooking(request) : notApplicable(findBooking.why),
  change: (arranged: Arranged): Promise<void> => {
    const { change } = arranged.pickups;
    return isSupported(change)
      ? change({ ...arranged.request, ...bookedOf(arranged) })
      : notApplicable(change.why);
  },
  cancel: (arranged: Arranged) => arranged.pickups.cancel({ ...bookedOf(arranged), why: '不寄了' }),
  detail: (arranged: Arranged): Promise<BookingReport> => {
    const { detail } = arranged.pickups;
    return isSupported(detail) ? detail(bookedOf(arranged)) : notApplicable(detail.why);
  },
};

export const cell = (
  feature: CarrierFeature,
  guarantee: string,
  situation: BookingSituation,
  check: (arranged: Arranged) => Promise<void>,
): CellDefinition => ({
  feature,
  guarantee,
  scene: `booking ${situation}`,
  run: async (subject) => check(await arrange(subject, situation, feature)),
});

export const fails = (
  feature: keyof typeof operations,
  situation: BookingSituation,
  kind: CarrierErrorKind,
): CellDefinition =>
  cell(feature, `${situation} is an error of kind ${kind}`, situation, async (arranged) => {
    expectThat((await errorOf(operations[feature](arranged))).kind, kind);
    // By the vendor: what an adapter refuses by itself is seen by nobody.
    if (situation === 'refuses') expectThat((await arranged.server.received()).signed, true);
  });

/** Calls that act end as `unknown-outcome` where nobody can say what became of them; others are just repeated. */
export const allFailures = (
  feature: keyof typeof operations,
  unclear: 'unknown-outcome' | 'retryable',
): readonly CellDefinition[] => [
  fails(feature, 'refused-credentials', 'credentials'),
  fails(feature, 'throttled', 'throttled'),
  fails(feature, 'http-500', unclear),
  fails(feature, 'not-json', unclear),
  fails(feature, 'endless-answer', unclear),
  fails(feature, 'time-out', unclear),
  fails(feature, 'lost-answer', unclear),
];
