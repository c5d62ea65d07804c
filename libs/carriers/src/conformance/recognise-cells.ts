import type { CarrierErrorKind } from '../errors.js';
import { isSupported } from '../port.js';
import type { Candidate } from '../recognise.js';
import { errorOf, expectThat, notApplicable } from './outcome.js';
import type { Situation } from './server.js';
import type { CellDefinition, Subject } from './subject.js';

async function recognise({ port, server }: Subject, situation: Situation): Promise<readonly Candidate[]> {
  const { recognise: operation } = port;
  if (!isSupported(operation)) return notApplicable(operation.why);
  if (server.recognises !== true) return notApplicable('the server recognises no numbers');
  const number = await server.arrange(situation, 'recognise');
  return operation(number ?? notApplicable(`the server cannot do ${situation}`));
}

const cell = (
  situation: Situation,
  guarantee: string,
  check: (subject: Subject) => Promise<void>,
): CellDefinition => ({ feature: 'recognise', guarantee, scene: `waybill ${situation}`, run: check });

const fails = (situation: Situation, kind: CarrierErrorKind): CellDefinition =>
  cell(situation, `${situation} is an error of kind ${kind}`, async (subject) => {
    expectThat((await errorOf(recognise(subject, situation))).kind, kind);
  });

export const recogniseCells: readonly CellDefinition[] = [
  cell('moving', 'a number is of somebody, with a reason, and never for certain', async (subject) => {
    const candidates = await recognise(subject, 'moving');
    expectThat(
      candidates.some(({ carrier }) => carrier === subject.carrier),
      true,
    );
    expectThat(
      candidates.every(({ confidence, reasons }) => confidence !== 'certain' && reasons.length > 0),
      true,
    );
  }),
  cell('no-data', 'a number of nobody has no candidates', async (subject) => {
    expectThat((await recognise(subject, 'no-data')).length, 0);
  }),
  fails('refused-credentials', 'credentials'),
  fails('throttled', 'throttled'),
  fails('http-500', 'retryable'),
  fails('not-json', 'retryable'),
  fails('endless-answer', 'retryable'),
  fails('time-out', 'retryable'),
];
