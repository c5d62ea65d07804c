import { inspect } from 'node:util';
import { CarrierError } from '../errors.js';
import { allFailures, arrangeNext, cell, fails, operations } from './booking-calls.js';
import { bookingPushCells } from './booking-push-cells.js';
import { answerOrError, errorOf, expectThat } from './outcome.js';
import { isSaidOfNobody, namesPerson, printedBy } from './people.js';
import type { CellDefinition } from './subject.js';

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
  cell('quote', 'the request is signed over the bytes sent', 'answers', async (arranged) => {
    await operations.quote(arranged);
    expectThat((await arranged.server.received()).signed, true);
  }),
  ...allFailures('quote', 'retryable'),
  cell('reach', 'two places that are served are in reach', 'answers', async (arranged) => {
    expectThat(await operations.reach(arranged), true);
    expectThat((await arranged.server.received()).signed, true);
  }),
  cell(
    'reach',
    'a place that is not served is out of reach, which is no error',
    'refuses',
    async (arranged) => {
      expectThat(await operations.reach(arranged), false);
    },
  ),
  ...allFailures('reach', 'retryable'),
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
    'a refusal that names people is an error that names nobody',
    'refuses-aloud',
    async (arranged) => {
      const [error, printed] = await printedBy(() => errorOf(operations.book(arranged)));
      expectThat((await arranged.server.received()).signed, true);
      expectThat(isSaidOfNobody(error.message), true);
      expectThat(namesPerson(inspect(error, { depth: null })) || namesPerson(printed), false);
    },
  ),
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
  cell('change', 'a booking is changed', 'answers', async (arranged) => {
    await operations.change(arranged);
    expectThat((await arranged.server.received()).signed, true);
  }),
  fails('change', 'refuses', 'permanent'),
  ...allFailures('change', 'unknown-outcome'),
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
