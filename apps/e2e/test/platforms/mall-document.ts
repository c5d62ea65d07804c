const touched = { from: ['times.touched'], steps: [{ do: 'time', format: { kind: 'iso' } }] };
const moment = (place: string) => ({ from: [place], steps: [{ do: 'time', format: { kind: 'iso' } }] });
const yuan = (place: string) => ({ from: [place], steps: [{ do: 'yuanToFen' }] });
const looked = (place: string, map: string) => ({ from: [place], steps: [{ do: 'map', map }] });
const carrier = (place: string) => ({
  from: [place],
  steps: [{ do: 'split', at: '-', take: 1 }, { do: 'upper' }, { do: 'carrier', by: 'code' }],
});
const pieces = { lineId: { from: ['pos'] }, quantity: { from: ['pieces'] } };

const list = (things: string) => ({
  call: {
    ...{ method: 'GET', path: `/${things}`, in: 'query' },
    params: { since: '{{window.start}}', before: '{{window.end}}', mark: '{{cursor}}' },
  },
  paginator: { kind: 'cursor', next: 'result.mark', more: { path: 'result.more', is: [true] } },
  ...{ list: 'result.rows', maxSpanMinutes: 1_440, maxAgeDays: 90 },
});
const detail = (things: string, token: string) => ({
  call: { method: 'GET', path: `/${things}/{{${token}}}`, in: 'query', params: {} },
  item: 'result',
});
const act = (at: string, path: string, params: object) => ({
  at: [at],
  call: { method: 'POST', path, in: 'json', params },
});

const maps = {
  stages: {
    entries: {
      ...{ OPEN: 'created', TO_SEND: 'awaiting_shipment', PART_SENT: 'partly_shipped', SENT: 'shipped' },
      ...{ DONE: 'finished', VOID: 'cancelled' },
    },
    otherwise: 'raw',
  },
  claimStages: {
    entries: {
      ...{ NEW: 'requested', SEND_BACK: 'awaiting_return', COMING_BACK: 'return_shipped' },
      ...{ PAYING: 'refunding', PAID_BACK: 'refunded', TURNED_DOWN: 'rejected', DROPPED: 'closed' },
    },
    otherwise: 'raw',
  },
  wants: {
    entries: {
      ...{ 'goods-and-money': 'return_refund', money: 'refund_only_shipped' },
      ...{ 'money-unsent': 'refund_only_unshipped', swap: 'exchange' },
    },
    otherwise: 'raw',
  },
  why: { entries: { W1: 'no_reason', W2: 'quality' }, otherwise: 'raw' },
};

const order = {
  fields: {
    orderId: { from: ['ref'] },
    updatedAt: touched,
    status: looked('stage', 'stages'),
    payAmountFen: yuan('money.due'),
    orderAmountFen: yuan('money.due'),
    postAmountFen: yuan('money.carriage'),
    createdAt: moment('times.made'),
    paidAt: moment('times.paid'),
    buyerId: { from: ['customer.alias'] },
    receiverName: { from: ['deliverTo.who'] },
    receiverPhone: { from: ['deliverTo.tel'] },
    receiverAddress: { from: ['deliverTo.where[3]'] },
    province: { from: ['deliverTo.where[0]'] },
    city: { from: ['deliverTo.where[1]'] },
    district: { from: ['deliverTo.where[2]'] },
  },
  lines: {
    from: 'positions[*]',
    fields: {
      lineId: { from: ['pos'] },
      skuId: { from: ['article.sku'] },
      merchantSkuCode: { from: ['article.code'] },
      title: { from: ['article.label'] },
      quantity: { from: ['pieces'] },
      amountFen: yuan('sum'),
    },
  },
  parcels: {
    from: 'sent[*]',
    fields: {
      number: { from: ['tracking'] },
      carrier: carrier('by'),
      parcelId: { from: ['id'] },
      shippedAt: moment('at'),
    },
    lines: { from: 'content[*]', fields: pieces },
  },
};

const afterSale = {
  fields: {
    afterSaleId: { from: ['claim'] },
    orderId: { from: ['sale'] },
    updatedAt: touched,
    type: looked('wants', 'wants'),
    status: looked('stage', 'claimStages'),
    refundAmountFen: yuan('money'),
    reason: looked('why', 'why'),
    reasonCode: { from: ['why'] },
    appliedAt: moment('times.made'),
    returnNumber: { from: ['back.tracking'] },
    returnCarrier: carrier('back.by'),
    returnShippedAt: moment('back.at'),
  },
  lines: { from: 'positions[*]', fields: pieces },
};

/** What a merchant writes for the simulated mall, whose shape nobody wrote code for. */
export const mallDocument = (baseUrl: string) => ({
  format: 1,
  name: 'A mall of our own',
  connection: {
    baseUrl,
    auth: { kind: 'header', name: 'Authorization', prefix: 'Token ' },
    time: { kind: 'iso' },
    answers: { good: { path: 'ok', is: [true] }, message: 'error.code' },
  },
  sources: {
    push: {
      proof: { kind: 'hmac', header: 'X-Mall-Seal', algorithm: 'sha256', encoding: 'hex', signed: 'body' },
      ...{ list: 'news', orderId: 'sale', afterSaleId: 'claim', shopId: '$.store', key: ['note'] },
      acknowledgement: { status: 200, type: 'application/json', body: '{"ok":true}' },
    },
    orders: {
      changed: { ...list('sales'), rows: { kind: 'whole' } },
      detail: detail('sales', 'order.id'),
    },
    afterSales: {
      changed: { ...list('claims'), rows: { kind: 'sign', id: 'claim', updatedAt: touched } },
      detail: detail('claims', 'afterSale.id'),
    },
  },
  maps,
  order,
  afterSale,
  actions: {
    companies: { YTO: 'x-yto', SF: 'x-sf' },
    agreeReturn: act('requested', '/claims/{{afterSale.id}}/accept', { depot: '{{address.id}}' }),
    refundReceived: act('return_shipped', '/claims/{{afterSale.id}}/pay', { yuan: '{{refund.yuan}}' }),
    ship: {
      call: {
        ...{ method: 'POST', path: '/sales/{{order.id}}/dispatch', in: 'json' },
        params: { tracking: '{{parcel.number}}', by: '{{parcel.company}}' },
      },
    },
  },
});
