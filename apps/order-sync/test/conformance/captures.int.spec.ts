import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from '../../src/cli/decode.js';
import { Bench } from './bench.js';
import { subjects as all } from './subjects/all.js';

/** What a mapping makes of an answer is tried where mappings are. */
const subjects = all.filter(({ id }) => id !== 'mapped');

describe('the decode command, with what a platform answered', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start(subjects);
  });
  afterAll(() => bench.stop());

  it.each(subjects)('reads an order of $id as the service reads it', async (subject) => {
    const { id, settings, connector } = subject;
    const { stage, wire } = bench.of(subject);
    const orderId = await stage.order();
    wire.reset();
    const { order, unmapped, skuCodes } = await stage.read(orderId);
    const [body = ''] = wire.answers;
    const captured = { body: Buffer.from(body), settings, about: { order: orderId } };
    const { json } = await decode(id, captured);
    expect(json).toMatchObject({
      platform: connector.manifest.id,
      platformOrderId: orderId,
      unmapped,
      skuCodes,
      order: {
        status: order?.status,
        payAmountFen: order?.payAmountFen,
        createdAt: order?.createdAt,
        lines: order?.lines.map(({ platformLineId, quantity }) => ({ platformLineId, quantity })),
      },
    });
  });

  it.each(subjects)('reads a case of $id as the service reads it', async (subject) => {
    const { id, settings } = subject;
    const { stage, wire } = bench.of(subject);
    const orderId = await stage.order();
    const caseId = await stage.claim(orderId);
    wire.reset();
    const { seen } = await stage.readCase(caseId, orderId);
    const [body = Buffer.alloc(0), ...more] = wire.answers.map((answer) => Buffer.from(answer));
    const { json } = await decode(id, { body, more, settings, about: { case: caseId, order: orderId } });
    expect(json).toMatchObject({
      platformAfterSaleId: caseId,
      platformOrderId: orderId,
      seen: { status: seen?.status, kind: seen?.kind, refundAmountFen: seen?.refundAmountFen },
    });
  });
});
