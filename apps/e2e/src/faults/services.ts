/** Where a second process of each service listens, for the cases with two. */
export const SECOND_PORTS = {
  notify: 44,
  tracking: 45,
  returns: 46,
  'order-sync': 47,
  'e-sign': 48,
  gateway: 49,
} as const;

export type ServiceName = keyof typeof SECOND_PORTS;
export const serviceNames = Object.keys(SECOND_PORTS) as ServiceName[];
export type ProcessName = ServiceName | 'simulators' | 'kafka' | 'postgres';
