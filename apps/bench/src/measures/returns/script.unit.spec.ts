import { describe, expect, it } from '@jest/globals';
import { RefundDue, ReturnArrived, ReturnRequested, ReturnSignedOff, topics } from '@cartrail/contracts';
import { answerTo, scriptOf } from './script.js';
import { stories } from './story.js';

const [RETURN, REFUND] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const given = { returnId: RETURN, refundId: REFUND };

const dataOf = (value = '{"data":{}}') => (JSON.parse(value) as { readonly data: object }).data;

describe('a script around a return', () => {
  const [story, ...others] = stories('bench01', 6);
  const script = scriptOf(story ?? failed());

  it('answers with the ids that returns has given', () => {
    const signed = answerTo(script, ReturnArrived.type, given);
    expect(signed?.topic).toBe(topics.signOffEvents.name);
    expect(dataOf(signed?.event.value)).toMatchObject({
      returnIds: [RETURN],
      orderIds: [script.orderId],
      lines: [{ returnId: RETURN }, { returnId: RETURN }],
    });
    const paid = answerTo(script, RefundDue.type, given);
    expect(dataOf(paid?.event.value)).toMatchObject({
      ...{ returnId: RETURN, refundId: REFUND },
      amountFen: script.refundFen,
    });
    expect(paid?.event.key).toBe(`bench01:${REFUND}`);
  });

  it('leaves no stand-in in what it says', () => {
    const said = [...script.answers.keys()].map((type) => answerTo(script, type, given)?.event);
    for (const standIn of Object.values(script.standIns)) expect(JSON.stringify(said)).not.toContain(standIn);
  });

  it('has nothing to say to what nobody answers', () => {
    expect(answerTo(script, ReturnSignedOff.type, given)).toBeUndefined();
  });

  it('keeps what is said of one case, and of one parcel, in the order it is said', () => {
    const ofCase = [script.opens, ...[ReturnRequested.type].map((type) => answerTo(script, type, given))];
    const sequences = ofCase.map(
      (cue) => (JSON.parse(cue?.event.value ?? '') as { sequence: string }).sequence,
    );
    expect(sequences).toEqual([...sequences].sort());
    expect(new Set(ofCase.map((cue) => cue?.event.key)).size).toBe(1);
  });

  it('returns goods the order has, for no more than was paid for them', () => {
    for (const { ordered, returned, refundFen } of [...(story ? [story] : []), ...others]) {
      const paid = returned.map(({ lineId, quantity }) => {
        const line = ordered.find((each) => each.lineId === lineId) ?? failed();
        expect(quantity).toBeLessThanOrEqual(line.quantity);
        return (line.payAmountFen * quantity) / line.quantity;
      });
      expect(refundFen).toBe(Math.floor(paid.reduce((sum, fen) => sum + fen, 0)));
    }
  });
});

function failed(): never {
  throw new Error('there is none');
}
