import { describe, expect, it } from '@jest/globals';
import { audit, type Message } from '../audit.js';
import { offeredBy, type Sold } from './sync-evidence.js';

const sold: Sold = {
  seq: 1,
  platformOrderId: 'A',
  shopId: 'S',
  payAmountFen: 500,
  finishedAt: '2026-11-20T00:00:00.000Z',
  cancelledAt: null,
  parcels: [{ number: 'YT1' }],
  afterSales: ['C1'],
};
const facts = ['imported 500', 'shipped YT1', 'closed', 'asked C1'];
const told = (wanted: readonly string[]): Message[] =>
  wanted.map((fact, at) => {
    const source = fact.startsWith('asked') ? '/t/after-sale/1' : '/t/order/A';
    return { id: fact, source, sequence: fact.startsWith('asked') ? 1 : at + 1, key: 'A', fact };
  });
const findings = (kept: readonly string[]) =>
  audit({
    offered: offeredBy([sold]),
    kept: { cases: kept.map((fact) => ({ key: 'A', fact })) },
    messages: told(facts),
  });

describe('what must come of an order', () => {
  it('is everything the platform has of it', () => {
    expect(findings(facts)).toMatchObject({ lost: [], doubled: [], reordered: [], phantom: [] });
  });

  it('is lost where its last change is missing, as the order that is there is stale', () => {
    expect(findings(['imported 500', 'shipped YT1', 'asked C1']).lost).toEqual(['cases: A closed']);
  });

  it('is lost where another amount is kept, which nobody offered', () => {
    const { lost, phantom } = findings(['imported 499', ...facts.slice(1)]);
    expect([lost, phantom]).toEqual([['cases: A imported 500'], ['cases: A imported 499']]);
  });
});
