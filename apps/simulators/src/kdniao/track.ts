import { toShanghai } from '@cartrail/kernel';
import type { Parcel, Scan } from '../state/model.js';

const needTail = new Set(['SF', 'ZTO', 'KYSY']);
const SENDER_TAIL = '0000';

export interface Asked {
  carrier: string;
  tail: string;
}

/** A wrong carrier or phone tail does not look like an error: there is simply nothing to tell. */
export function mayKnow(parcel: Parcel, { carrier, tail }: Asked): boolean {
  if (parcel.carrier !== carrier) return false;
  const tails = [parcel.receiverTail, parcel.virtualTail, parcel.senderTail ?? SENDER_TAIL, SENDER_TAIL];
  return !needTail.has(carrier) || tails.includes(tail);
}

/** The track object of queries and pushes alike: always the whole history. */
export function track(scans: readonly Scan[]): object {
  const last = scans.at(-1);
  return {
    Success: true,
    Reason: last ? '' : '暂无轨迹信息',
    State: coarse(scans),
    StateEx: last?.code ?? '0',
    Location: last?.location ?? '',
    Traces: scans.map((scan) => ({
      AcceptTime: toShanghai(scan.at),
      AcceptStation: scan.text,
      Location: scan.location,
      Action: scan.code,
      Remark: '',
    })),
  };
}

/** The coarse state stays 4 after any problem on the way, until the parcel is signed for. */
function coarse(scans: readonly Scan[]): string {
  let state = '0';
  for (const { code } of scans) {
    if (code.startsWith('3')) state = '3';
    else if (code.startsWith('4')) state = '4';
    else if (state === '4' || code === '999') continue;
    else state = code === '1' || code === '10' ? '1' : '2';
  }
  return state;
}
