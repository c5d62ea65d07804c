import { inspect } from 'node:util';
import { isSupported, type CallbackPort, type RawCallback } from '../port.js';
import { expectThat, notApplicable } from './outcome.js';
import { namesPerson, printedBy, undeclared } from './people.js';
import { accepted, type CellDefinition, type Subject } from './subject.js';

/** Where a push is torn, as shares of it: some of the person has come by then. */
const TORN_AT = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99];

async function keepsPeopleApart(
  { port: { callbacks } }: Subject,
  raw: RawCallback | undefined,
): Promise<void> {
  if (!isSupported(callbacks)) return notApplicable(callbacks.why);
  const push = raw ?? notApplicable('the server cannot push names-people');
  const [{ content, torn }, printed] = await printedBy(() => ({
    content: accepted(callbacks.read(push)).content,
    torn: TORN_AT.map((share) => ofTorn(callbacks, push, share)),
  }));
  expectThat(namesPerson(JSON.stringify(content)), true);
  for (const told of [undeclared(content), ...torn, printed]) expectThat(namesPerson(told), false);
}

/** What is told of its beginning, be that read or not. */
function ofTorn(callbacks: CallbackPort, { headers, body }: RawCallback, share: number): string {
  try {
    const beginning = body.subarray(0, Math.floor(body.length * share));
    return undeclared(callbacks.parse({ headers, body: beginning }));
  } catch (error) {
    return inspect(error, { depth: null });
  }
}

const GUARANTEE = 'whom a push names is told as courier or in its words, and nowhere else';

export const personalCells: readonly CellDefinition[] = [
  {
    feature: 'push',
    guarantee: GUARANTEE,
    scene: 'push names-people',
    run: async (subject) => keepsPeopleApart(subject, await subject.server.push('names-people')),
  },
  {
    feature: 'booking-push',
    guarantee: GUARANTEE,
    scene: 'booking-push names-people',
    run: async (subject) => keepsPeopleApart(subject, await subject.server.bookings?.push('names-people')),
  },
];
