import { Injectable } from '@nestjs/common';
import { newId } from '@cartrail/kernel';
import { ProblemError } from '@cartrail/service-kit';
import type { FastifyRequest } from 'fastify';
import { Audit, Owners, type FoundCase } from '../../application/ports.js';
import type { CaseDocument } from '../../domain/case-document.js';
import { apiCallerOf, askedBy } from './auth/api-key.guard.js';
import { callOf } from './relay.js';

/**
 * Who hands the parcel over. Left out of a confirmation, it is the order's receiver: order-sync decrypts it, on record,
 * and it travels inside the command to the returns service. The caller never sees it.
 */
@Injectable()
export class PickupContact {
  constructor(
    private readonly owners: Owners,
    private readonly audit: Audit,
  ) {}

  async fill(body: object, returnId: string, { doc }: FoundCase, request: FastifyRequest): Promise<object> {
    if ('contact' in body) return body;
    const { caseId, receiver } = JSON.parse(doc) as CaseDocument;
    const { tenantId } = apiCallerOf(request);
    await this.audit.record({ tenantId, action: 'receiver.used', object: caseId, ...askedBy(request) });
    const { name, phone, area, address } = await this.disclosed(caseId, returnId, request);
    // Some platforms' text is the whole address.
    const whole = address.startsWith(area) ? address : area + address;
    return { ...body, contact: { name, phone, address: whole, regionCode: receiver?.regionCode } };
  }

  private async disclosed(orderId: string, returnId: string, request: FastifyRequest): Promise<Whole> {
    const call = callOf('order-sync', request);
    const answer = await this.owners.call({
      ...call,
      method: 'POST',
      path: `/internal/orders/${orderId}/receiver-disclosure`,
      // The right is the gateway's own: who confirms a pickup need not be allowed to read the address.
      caller: { ...call.caller, scopes: ['receiver:disclose'] },
      headers: { ...call.headers, 'idempotency-key': newId() },
      body: { reason: `pickup of return ${returnId}` },
    });
    const receiver = answer.status < 300 ? told(answer.body) : undefined;
    // A courier is not sent to half an address.
    if (receiver?.area) return { ...receiver, area: receiver.area };
    throw new ProblemError(503, 'return/contact-unavailable', 'The receiver cannot be read now', undefined, {
      headers: { 'retry-after': '5' },
      errors: [{ pointer: '/contact', code: 'missing', message: 'give the contact, or try again' }],
    });
  }
}

const told = (body: string): Receiver => (JSON.parse(body) as { readonly receiver: Receiver }).receiver;

interface Receiver {
  readonly name: string;
  readonly phone: string;
  /** Province, city and district; unknown of some orders. */
  readonly area?: string;
  readonly address: string;
}

type Whole = Receiver & { readonly area: string };
