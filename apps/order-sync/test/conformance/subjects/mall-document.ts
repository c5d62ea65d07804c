const iso = (place: string) => ({ from: [place], steps: [{ do: 'time', format: { kind: 'iso' } }] });
const yuan = (place: string) => ({ from: [place], steps: [{ do: 'yuanToFen' }] });
const by = (map: string, place: string) => ({ from: [place], steps: [{ do: 'map', map }] });
const company = (place: string) => ({
  from: [place],
  steps: [{ do: 'split', at: '-', take: 1 }, { do: 'upper' }, { do: 'carrier', by: 'code' }],
});
const content = { lineId: { from: ['pos'] }, quantity: { from: ['pieces'] } };
const post = (path: string, params: object) => ({ method: 'POST', path, in: 'json', params });
const get = (path: string, params: object = {}) => ({ method: 'GET', path, in: 'query', params });

const listOf = (things: string) => ({
  call: get(`/${things}`, { since: '{{window.start}}', before: '{{window.end}}', mark: '{{cursor}}' }),
  paginator: { kind: 'cursor', next: 'result.mark', more: { path: 'result.more', is: [true] } },
  list: 'result.rows',
  maxSpanMinutes: 1_440,
  maxAgeDays: 90,
});

const maps = {
  orderStages: {
    otherwise: 'raw',
    entries: {
      OPEN: 'created',
      TO_SEND: 'awaiting_shipment',
      SENT: 'shipped',
      DONE: 'finished',
      VOID: 'cancelled',
    },
  },
  claimStages: {
    otherwise: 'raw',
    entries: { NEW: 'requested', PAYING: 'refunding', PAID_BACK: 'refunded', DROPPED: 'closed' },
  },
  wants: { otherwise: 'raw', entries: { 'money-unsent': 'refund_only_unshipped' } },
  reasons: { otherwise: 'raw', entries: { W2: 'quality' } },
};

const order = {
  fields: {
    orderId: { from: ['ref'] },
    status: by('orderStages', 'stage'),
    createdAt: iso('times.made'),
    paidAt: iso('times.paid'),
    updatedAt: iso('times.touched'),
    payAmountFen: yuan('money.due'),
    orderAmountFen: yuan('money.due'),
    postAmountFen: yuan('money.carriage'),
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
      quantity: { from: ['pieces'] },
      amountFen: yuan('sum'),
    },
  },
  parcels: {
    from: 'sent[*]',
    fields: { number: { from: ['tracking'] }, carrier: company('by'), shippedAt: iso('at') },
    lines: { from: 'content[*]', fields: content },
  },
};

const afterSale = {
  fields: {
    afterSaleId: { from: ['claim'] },
    orderId: { from: ['sale'] },
    type: by('wants', 'wants'),
    status: by('claimStages', 'stage'),
    reason: by('reasons', 'why'),
    refundAmountFen: yuan('money'),
    appliedAt: iso('times.made'),
    updatedAt: iso('times.touched'),
  },
  lines: { from: 'positions[*]', fields: content },
};

/** The simulated mall as its merchant would describe it. */
export const mallDocument = (baseUrl: string) => ({
  format: 1,
  name: 'The simulated mall',
  connection: {
    baseUrl,
    auth: { kind: 'header', name: 'Authorization', prefix: 'Token ' },
    time: { kind: 'iso' },
    answers: { good: { path: 'ok', is: [true] }, message: 'error.code' },
  },
  sources: {
    push: {
      proof: { kind: 'hmac', header: 'X-Mall-Seal', algorithm: 'sha256', encoding: 'hex', signed: 'body' },
      list: 'news',
      orderId: 'sale',
      afterSaleId: 'claim',
      shopId: '$.store',
      key: ['note'],
      acknowledgement: { status: 200, type: 'application/json', body: '{"ok":true}' },
    },
    orders: {
      changed: { ...listOf('sales'), rows: { kind: 'whole' } },
      detail: { call: get('/sales/{{order.id}}'), item: 'result' },
    },
    afterSales: {
      changed: { ...listOf('claims'), rows: { kind: 'sign', id: 'claim', updatedAt: iso('times.touched') } },
      detail: { call: get('/claims/{{afterSale.id}}'), item: 'result' },
    },
  },
  maps,
  order,
  afterSale,
  actions: {
    companies: { YTO: 'x-yto', ZTO: 'x-zto' },
    agreeRefund: {
      at: ['requested'],
      call: post('/claims/{{afterSale.id}}/pay', { yuan: '{{refund.yuan}}' }),
    },
    ship: {
      call: post('/sales/{{order.id}}/dispatch', { tracking: '{{parcel.number}}', by: '{{parcel.company}}' }),
    },
  },
});
