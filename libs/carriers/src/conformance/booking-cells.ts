import type { BookingAnswer, BookingReport, BookingRequest } from '../booking.js';
import { CarrierError, type CarrierErrorKind } from '../errors.js';
import type { CarrierFeature } from '../manifest.js';
import { isSupported, type PickupPort } from '../port.js';
import { bookingPushCells } from './booking-push-cells.js';
import type { BookingServer, BookingSituation } from './booking-server.js';
import { answerOrError, errorOf, expectThat, notApplicable } from './outcome.js';
import type { CellDefinition, Subject } from './subject.js';

interface Arranged {
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
  const request = {
    ...subject.booking.request,
    ...server.wish?.(situation, feature),
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

async function arrangeNext(
  server: BookingServer,
  situation: BookingSituation,
  feature: CarrierFeature,
): Promise<void> {
  if (!(await server.arrange(situation, feature))) notApplicable(`the server cannot do ${situation}`);
}

const aboutABooking: ReadonlySet<CarrierFeature> = new Set<CarrierFeature>(['cancel', 'detail']);

const bookedOf = ({ booked }: Arranged): BookingAnswer => booked ?? notApplicable('nothing is booked');

const operations = {
  quote: ({ pickups: { quote }, subject }: Arranged) =>
    isSupported(quote) ? quote(subject.booking?.quotes ?? []) : notApplicable(quote.why),
  book: ({ pickups, request }: Arranged): Promise<BookingAnswer> => pickups.book(request),
  'find-booking': ({ pickups: { findBooking }, request }: Arranged): Promise<BookingAnswer> =>
    isSupported(findBooking) ? findBooking(request) : notApplicable(findBooking.why),
  cancel: (arranged: Arranged) => arranged.pickups.cancel({ ...bookedOf(arranged), why: '不寄了' }),
  detail: (arranged: Arranged): Promise<BookingReport> => {
    const { detail } = arranged.pickups;
    return isSupported(detail) ? detail(bookedOf(arranged)) : notApplicable(detail.why);
  },
};

const cell = (
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

const fails = (
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
const allFailures = (
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

const isFen = (amount: number | undefined): boolean =>
  amount === undefined || (Number.isSafeInteger(amount) && amount > 0);

export const bookingCells: readonly CellDefinition[] = [
  cell('quote', 'prices are whole fen, of carriers that were asked', 'answers', async (arranged) => {
    const quotes = await operations.quote(arranged);
    const asked = new Set(arranged.subject.booking?.quotes.map(({ carrier }) => carrier));
    expectThat(quotes.length > 0, true);
    for (const { carrier, priceFen, firstFen, nextFen } of quotes) {
      expectThat(asked.has(carrier), true);
      expectThat([priceFen, firstFen, nextFen].every(isFen), true);
    }
  }),
  ...allFailures('quote', 'retryable'),
  cell(
    'book',
    'the request is signed over the bytes sent, and names our reference',
    'answers',
    async (arranged) => {
      await operations.book(arranged);
      const { signed, reference } = await arranged.server.received();
      expectThat(signed, true);
      expectThat(reference, arranged.request.reference);
    },
  ),
  cell('book', 'a booking is made once and named', 'answers', async (arranged) => {
    const before = await arranged.server.made();
    expectThat((await operations.book(arranged)).bookingId === '', false);
    expectThat((await arranged.server.made()) - before, 1);
  }),
  cell('book', 'a number that comes later is absent, not empty', 'without-number', async (arranged) => {
    expectThat((await operations.book(arranged)).number, undefined);
  }),
  fails('book', 'refuses', 'permanent'),
  cell(
    'book',
    'a request sent twice is one booking: answered as before, or unknown-outcome',
    'duplicate',
    async (arranged) => {
      const { server } = arranged;
      await arrangeNext(server, 'answers', 'book');
      const before = await server.made();
      const first = await operations.book(arranged);
      await arrangeNext(server, 'duplicate', 'book');
      const again = await answerOrError(operations.book(arranged));
      if (again instanceof CarrierError) expectThat(again.kind, 'unknown-outcome');
      else expectThat(again.bookingId, first.bookingId);
      expectThat((await server.made()) - before, 1);
    },
  ),
  ...allFailures('book', 'unknown-outcome'),
  cell(
    'find-booking',
    'a booking whose answer was lost is found, not made again',
    'lost-answer',
    async (arranged) => {
      const before = await arranged.server.made();
      expectThat((await errorOf(operations.book(arranged))).kind, 'unknown-outcome');
      await arrangeNext(arranged.server, 'answers', 'find-booking');
      expectThat((await operations['find-booking'](arranged)).bookingId === '', false);
      expectThat((await arranged.server.made()) - before, 1);
    },
  ),
  fails('find-booking', 'refuses', 'permanent'),
  fails('find-booking', 'time-out', 'unknown-outcome'),
  cell('cancel', 'a booking is cancelled', 'answers', async (arranged) => {
    await operations.cancel(arranged);
    expectThat((await arranged.server.received()).signed, true);
  }),
  fails('cancel', 'refuses', 'permanent'),
  ...allFailures('cancel', 'unknown-outcome'),
  cell('detail', 'a booking tells its status and its charges', 'answers', async (arranged) => {
    const { status, fees } = await operations.detail(arranged);
    expectThat(status === 'UNKNOWN', false);
    expectThat(
      fees.every(({ amountFen }) => Number.isSafeInteger(amountFen)),
      true,
    );
  }),
  cell('detail', 'an unknown code is kept raw with status UNKNOWN', 'unknown-code', async (arranged) => {
    const { status, code } = await operations.detail(arranged);
    expectThat(status, 'UNKNOWN');
    expectThat(code === '', false);
  }),
  ...allFailures('detail', 'retryable'),
  ...bookingPushCells,
];
