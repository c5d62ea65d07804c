/**
 * For a session that holds a lock others wait for: the server gives up a host that vanished within a dozen seconds, and
 * its lock with it. The operating system's own two hours would leave the work to nobody.
 */
export const KEEPALIVE = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';
