import { toShanghai, type Instant } from '@cartrail/kernel';
import type { Scan } from '../state/model.js';

interface Node {
  opCode: string;
  /** firstStatusCode, firstStatusName, secondaryStatusCode, secondaryStatusName; some nodes come without. */
  states?: readonly [string, string, string, string];
  /** Code and name, which only pushes tell. */
  reason?: readonly [string, string];
}

const pickedUp = ['1', '已揽收', '101', '已揽收'] as const;
const moving = ['2', '运输中', '201', '运输中'] as const;
const delivering = ['3', '派送中', '301', '派送中'] as const;
const again = ['13', '待再派', '1301', '待再派'] as const;
const returning = { opCode: '99', reason: ['2', '退回'] } as const;
const signed = ['4', '已签收', '401', '已签收'] as const;

/** SF's codes for what the simulated carriers' scans say. */
const nodes: Readonly<Record<string, Node>> = {
  '1': { opCode: '50', states: pickedUp },
  '206': { opCode: '30', states: moving },
  '204': { opCode: '31' },
  '2': { opCode: '36', states: moving },
  '201': { opCode: '31', states: moving },
  '205': { opCode: '3036', states: moving },
  '202': { opCode: '44', states: delivering },
  '405': { opCode: '70', states: again },
  '301': { opCode: '80', states: signed },
  '302': { opCode: '80', states: signed },
  '304': { opCode: '8000', states: signed },
  '311': { opCode: '80', states: signed },
  '413': returning,
  '407': returning,
  // No code of SF's for a parcel that is back with its sender is documented.
  '406': { opCode: '80', states: signed },
};

const nodeOf = ({ code }: Scan): Node => nodes[code] ?? { opCode: code };

/** A parcel put into a locker has the code of a signature; only the words tell. */
const remarkOf = ({ code, text }: Scan): string => (code === '311' ? `${text}【顺丰自助柜】` : text);

/** A node as a query tells it. */
export function routeOf(scan: Scan): object {
  const { opCode, states } = nodeOf(scan);
  const common = {
    acceptTime: toShanghai(scan.at),
    acceptAddress: scan.location,
    remark: remarkOf(scan),
    opCode,
  };
  if (!states) return common;
  const [firstStatusCode, firstStatusName, secondaryStatusCode, secondaryStatusName] = states;
  return { ...common, firstStatusCode, firstStatusName, secondaryStatusCode, secondaryStatusName };
}

/** What a query tells of an order that was called off: a failure's code with the state of a cancellation. */
export const calledOffAt = (at: Instant): object => ({
  acceptTime: toShanghai(at),
  acceptAddress: '',
  remark: '订单已取消',
  opCode: '33',
  firstStatusCode: '5',
  firstStatusName: '已取消',
  secondaryStatusCode: '501',
  secondaryStatusName: '已取消',
});

/** A node that no document has. */
export const undocumentedAt = (at: Instant): object => ({
  acceptTime: toShanghai(at),
  acceptAddress: '',
  remark: '未公开的节点',
  opCode: '7777',
});

/** The same as a push tells it. The id is of the delivery, not of the node. */
export const pushedRouteOf = (
  scan: Scan,
  mailno: string,
  orderid: string,
  id: string,
): Readonly<Record<string, string>> => ({
  id,
  mailno,
  orderid,
  acceptTime: toShanghai(scan.at),
  acceptAddress: scan.location,
  remark: remarkOf(scan),
  opCode: nodeOf(scan).opCode,
  reasonCode: nodeOf(scan).reason?.[0] ?? '',
  reasonName: nodeOf(scan).reason?.[1] ?? '',
});
