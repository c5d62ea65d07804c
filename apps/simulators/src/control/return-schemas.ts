import { merchantActs } from '../after-sales/merchant.js';
import { buyerPlans, caseTypes } from '../state/after-sale.model.js';
import { courierPlans } from '../state/booking.model.js';
import { carrierCodes, planNames } from '../state/model.js';
import { faults, list, number, object, quantity, text } from './schemas.js';

const fen = { type: 'integer', minimum: 1, maximum: 100_000_000 };
const parcelPlan = { type: 'string', enum: planNames };
const courierPlan = { type: 'string', enum: courierPlans };
const phone = { type: 'string', pattern: '^1\\d{10}(-\\d{1,6})?$' };
const lines = list(
  object(
    { platformLineId: { type: 'string', pattern: '^\\d{1,19}$' }, quantity },
    'platformLineId',
    'quantity',
  ),
  50,
);
const reasonCode = { type: 'integer', minimum: 0, maximum: 9_999 };

/** Bodies of what buyers do. */
export const caseBodies = {
  nothing: { type: ['object', 'null'], additionalProperties: false },
  create: object(
    {
      type: { type: 'integer', enum: caseTypes },
      lines,
      reasonCode,
      refundAmountFen: fen,
      plan: { type: 'string', enum: buyerPlans },
      parcelPlan,
      faults,
    },
    ...['type', 'lines', 'reasonCode'],
  ),
  ship: object({ number, carrier: { type: 'string', enum: carrierCodes }, plan: parcelPlan, faults }),
  amend: { ...object({ lines, reasonCode, refundAmountFen: fen }), minProperties: 1 },
  merchant: object(
    {
      act: { type: 'string', enum: merchantActs },
      addressId: text(40),
      opTime: { type: 'integer', minimum: 1 },
      trackingNo: text(40),
      parcel: object({ number, carrier: { type: 'string', enum: carrierCodes }, plan: parcelPlan, faults }),
    },
    'act',
  ),
  decide: object({ winner: { type: 'string', enum: ['buyer', 'merchant'] } }, 'winner'),
};

/** Bodies about couriers. */
export const courierBodies = {
  plan: {
    ...object({ phone, reference: text(32), default: courierPlan, plan: courierPlan, parcelPlan, faults }),
    anyOf: [{ required: ['plan'] }, { required: ['default'] }],
  },
};
