import { form, type Line, type Vendor } from './vendor.js';

const trace = ({ time, code, text }: Line): object => ({
  AcceptTime: time,
  Action: code,
  AcceptStation: text,
});

const kdniaoTrack = (lines: readonly Line[], number: string): object => ({
  ShipperCode: 'YTO',
  LogisticCode: number,
  Success: true,
  Traces: lines.map(trace),
});

const node = ({ time, code, text }: Line): object => ({ ftime: time, statusCode: code, context: text });

const kuaidi100Track = (lines: readonly Line[], number: string): object => ({
  message: 'ok',
  status: '200',
  com: 'yuantong',
  nu: number,
  data: lines.map(node),
});

export const aggregators: Readonly<Record<string, Vendor>> = {
  kdniao: {
    settings: { eBusinessId: '1000001', apiKey: 'an-api-key' },
    number: 'YT1234567890123',
    carrier: 'YTO',
    codes: '10 1 2 201 202 211 301 404 405 406 414 415 ?',
    pushesAll: true,
    pushes: (lines, number) => [
      form({
        RequestType: '102',
        RequestData: { Count: '1', Data: [kdniaoTrack(lines, number)] },
        DataSign: 'any',
      }),
    ],
    answer: kdniaoTrack,
  },
  kuaidi100: {
    settings: { key: 'a-key', secret: 'a-secret', customer: 'ACUSTOMER', salt: 'a-long-salt' },
    number: 'YT1234567890123',
    carrier: 'YTO',
    codes: '101 1 0 1001 5 501 301 204 203 4 209 210 ?',
    pushesAll: true,
    pushes: (lines, number) => [
      form({ param: { status: 'polling', lastResult: kuaidi100Track(lines, number) }, sign: 'any' }),
    ],
    answer: kuaidi100Track,
  },
};
