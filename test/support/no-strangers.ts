/**
 * Loaded before a program (`node --import`): whatever is not this machine cannot be reached, by name or by address. For
 * tests that send anything anywhere: no stranger's server may ever hear of them, and no network is needed.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import ipaddr from 'ipaddr.js';

/** Nobody listens there: whoever is sent here is refused at once. */
const NOWHERE = { host: '127.0.0.1', port: 9 } as const;

function isHere(host: string): boolean {
  if (host === '' || host === 'localhost') return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

const isName = (host: string): boolean => net.isIP(host) === 0;
const unknown = (host: string): Error =>
  Object.assign(new Error(`No network in this test: ${host}`), { code: 'ENOTFOUND' });

interface Where {
  host?: string;
  port?: number;
  path?: string;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
const bend = (owner: object, name: string, make: (real: AnyFunction) => AnyFunction): void => {
  const methods = owner as Record<string, AnyFunction>;
  const real = methods[name];
  if (!real) throw new Error(`Nothing to replace: ${name}`);
  methods[name] = make(real);
};

bend(
  net.Socket.prototype,
  'connect',
  (real) =>
    function (...args) {
      // Node hands its own calls on as a list of options and callback.
      const [first] = args;
      const where = (Array.isArray(first) ? (first as unknown[])[0] : first) as Where | null;
      if (typeof where === 'object' && where !== null && where.path === undefined) {
        const host = where.host ?? '';
        if (!isName(host) && !isHere(host)) Object.assign(where, NOWHERE);
      }
      return real.apply(this, args);
    },
);

bend(
  dgram.Socket.prototype,
  'connect',
  (real) =>
    function (...args) {
      const [, host] = args;
      if (typeof host !== 'string' || isHere(host)) return real.apply(this, args);
      process.nextTick(() => {
        (this as dgram.Socket).emit('error', unknown(host));
      });
      return undefined;
    },
);

bend(
  dns,
  'lookup',
  (real) =>
    function (...args) {
      const host = String(args[0]);
      const callback = args.at(-1) as (error: Error) => void;
      if (isName(host) && !isHere(host)) {
        process.nextTick(() => {
          callback(unknown(host));
        });
        return {};
      }
      return real.apply(this, args);
    },
);
bend(
  dns.promises,
  'lookup',
  (real) =>
    function (...args) {
      const host = String(args[0]);
      return isName(host) && !isHere(host) ? Promise.reject(unknown(host)) : real.apply(this, args);
    },
);
for (const name of ['resolve', 'resolve4', 'resolve6', 'resolveNs', 'resolveSoa', 'resolveTxt']) {
  bend(
    dns.promises.Resolver.prototype,
    name,
    () =>
      function (host) {
        return Promise.reject(unknown(String(host)));
      },
  );
}
syncBuiltinESMExports();
