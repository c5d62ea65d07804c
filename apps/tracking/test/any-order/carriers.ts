import { createCipheriv } from 'node:crypto';
import { fromShanghai } from '@cartrail/kernel';
import { form, json, type Line, type Vendor } from './vendor.js';

const EMS_KEY = Buffer.from('0123456789abcdef').toString('base64');

function sealed(event: object): string {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(EMS_KEY, 'base64'), null);
  const bytes = [cipher.update(JSON.stringify(event) + EMS_KEY, 'utf8'), cipher.final()];
  return `|$4|${Buffer.concat(bytes).toString('base64')}`;
}

const emsItem = (waybillNo: string, { time, code, text }: Line): object => ({
  waybillNo,
  opTime: time,
  opCode: code,
  opDesc: text,
});

const sfRoute = ({ time, code, text }: Line): object => ({ acceptTime: time, opCode: code, remark: text });

/** ZTO's answers have other words for the actions of its pushes. */
const ZTO_WORDS: Readonly<Record<string, string>> = {
  GOT: '收件',
  DEPARTURE: '发件',
  ARRIVAL: '到件',
  DISPATCH: '派件',
  INBOUND: '44',
  SIGNED: '签收',
  RETURN_SCAN: '退件',
  RETURN_SIGNED: '退件签收',
  PROBLEM: '问题件',
  '?': '??',
};

function jtTrace(lines: readonly Line[], billCode: string): object {
  const details = lines.map(({ time, code, text }) => {
    const [scanType, problemType] = code.split('/');
    return { scanTime: time, scanType, problemType, desc: text };
  });
  return { billCode, details };
}

const stoTrace = ({ time, code, text }: Line): object => ({ opTime: time, scanType: code, memo: text });

const jdlNode = (waybillCode: string, { time, code, text }: Line): object => ({
  waybillCode,
  operationTime: time,
  state: code,
  operationRemark: text,
});

const depponJourney = (lines: readonly Line[], tracking_number: string): object => ({
  tracking_number,
  trace_list: lines.map(({ time, code, text }) => ({ time, status: code, description: text })),
});

export const carriers: Readonly<Record<string, Vendor>> = {
  sf: {
    settings: { partnerId: 'TEST', checkWord: 'a-check-word' },
    number: 'SF1234567890123',
    carrier: 'SF',
    codes: '46 54 36 44 125 70 33 870 80 99 ?',
    pushes: (lines, mailno) => {
      const WaybillRoute = lines.map((line, at) => ({ id: String(at), mailno, ...sfRoute(line) }));
      return [json({ Body: { WaybillRoute } })];
    },
    answer: (lines, mailNo) => ({
      apiResultCode: 'A1000',
      apiResultData: JSON.stringify({
        success: true,
        errorCode: 'S0000',
        msgData: { routeResps: [{ mailNo, routes: lines.map(sfRoute) }] },
      }),
    }),
  },
  zto: {
    settings: { appKey: 'a-key', appSecret: 'an-app-secret' },
    number: '73100000000017',
    carrier: 'ZTO',
    codes: 'GOT DEPARTURE ARRIVAL DISPATCH INBOUND SIGNED RETURN_SCAN RETURN_SIGNED PROBLEM ?',
    pushes: (lines, billCode) =>
      lines.map(({ time, code, text }) =>
        form({ data: { billCode, actionTime: time, action: code, desc: text }, data_digest: 'any' }),
      ),
    answer: (lines, billCode) => ({
      status: true,
      statusCode: 'SYS000',
      result: lines.map(({ time, code, text }) => ({
        billCode,
        scanDate: fromShanghai(time),
        scanType: ZTO_WORDS[code] ?? code,
        desc: text,
      })),
    }),
  },
  ems: {
    settings: { senderNo: '1000001', authorization: 'a-permission', signKey: EMS_KEY },
    number: '1100000000001',
    carrier: 'EMS',
    codes: '203 208 461 702 747 705 704 651 741 711 801 ?',
    pushes: (lines, number) => lines.map((line) => form({ logitcsInterface: sealed(emsItem(number, line)) })),
    answer: (lines, number) => ({
      retCode: '00000',
      retBody: JSON.stringify({ responseItems: lines.map((line) => emsItem(number, line)) }),
    }),
    answersAnyhow: true,
  },
  jt: {
    settings: { apiAccount: '1', privateKey: 'a-private-key' },
    number: 'JT0000000000001',
    carrier: 'JTSD',
    codes: '1 3 4 9 6 10 11/A9 11/A7 11/A1 14 ?',
    pushes: (lines, number) => [form({ bizContent: jtTrace(lines, number) })],
    answer: (lines, number) => ({ code: '1', msg: 'success', data: [jtTrace(lines, number)] }),
  },
  sto: {
    settings: { fromAppkey: 'a-key', fromCode: 'a-code', secretKey: 'a-secret' },
    number: '773000000000001',
    carrier: 'STO',
    codes: '收件 发件 派件 柜机代收 签收 退回件 问题件 ?',
    pushes: (lines, waybillNo) =>
      lines.map((line) => form({ content: { waybillNo, trace: stoTrace(line) } })),
    answer: (lines, number) => ({ success: 'true', data: { [number]: lines.map(stoTrace) } }),
  },
  yto: {
    settings: { queryOpenId: 'an-id', queryCustomerCode: 'K1', querySecret: 'a-secret' },
    number: 'YT1234567890123',
    carrier: 'YTO',
    codes: 'GOT ARRIVAL SENT_SCAN INBOUND SIGNED FAILED TMS_RETURN ?',
    pushes: (lines, number) =>
      lines.map(({ time, code, text }) =>
        form({
          logistics_interface:
            `<UpdateInfo><mailNo>${number}</mailNo><infoType>STATUS</infoType><acceptTime>${time}</acceptTime>` +
            `<infoContent>${code}</infoContent><remark>${text}</remark></UpdateInfo>`,
        }),
      ),
    answer: (lines, waybill_No) =>
      lines.map(({ time, code, text }) => ({
        waybill_No,
        upload_Time: time,
        infoContent: code,
        processInfo: text,
      })),
  },
  jdl: {
    settings: {
      appKey: 'a-key',
      appSecret: 'a-secret',
      accessToken: 'a-token',
      customerCode: '010K',
      orderOrigin: 1,
    },
    number: 'JDVA00000000001',
    carrier: 'JD',
    codes: '10010 200018 200001 10032 11000 200051 10034 200003 200060 200033 200032 200010 ?',
    pushes: (lines, number) => lines.map((line) => json(jdlNode(number, line))),
    answer: (lines, number) => {
      const data = { traceDetails: lines.map((line) => jdlNode(number, line)) };
      return { response: { code: 0, content: { code: 0, success: true, data } } };
    },
    answersAnyhow: true,
  },
  deppon: {
    settings: { companyCode: 'a-company', appkey: 'a-key', customerCode: '400000' },
    number: 'DPK000000000001',
    carrier: 'DBL',
    codes: 'GOT DEPARTURE SENT_SCAN STA_INBOUND SIGNED ERROR FAILED BACK_SIGNED ?',
    pushes: (lines, number) => [form({ params: { track_list: [depponJourney(lines, number)] } })],
    answer: (lines, number) => ({
      result: 'true',
      resultCode: '1000',
      responseParam: depponJourney(lines, number),
    }),
    answersAnyhow: true,
  },
  yunda: {
    settings: { appKey: 'akey', appSecret: 'a-secret' },
    number: '431000000000001',
    carrier: 'YD',
    codes: 'GOT ARRIVAL SENT INBOUND SIGNED SIGNFAIL RETURN REJECTION ISSUE ?',
    answer: (lines, mailno) => ({
      result: true,
      code: '0000',
      data: {
        mailno,
        steps: lines.map(({ time, code, text }) => ({ time, action: code, description: text })),
      },
    }),
  },
};
