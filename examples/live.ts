// The typed client of the page, in a program of your own: checks the names now, and then tells each change.
// Node 24, nothing to install beside this repository. The key needs ddns:read and ddns:write.
//   CLOUDCUBE_URL=wss://nas.home.arpa:8443 CLOUDCUBE_KEY=ccb_… NODE_EXTRA_CA_CERTS=cloudcube-ca.crt node live.ts
import { createLiveClient } from '../shared/live/client.ts';

const { CLOUDCUBE_URL = 'ws://127.0.0.1:8080', CLOUDCUBE_KEY = '' } = process.env;

const live = createLiveClient({
  open: (protocols) => new WebSocket(`${CLOUDCUBE_URL}/api/v2/ws/connect`, [...protocols]),
  clock: {
    now: Date.now,
    after(ms, fn) {
      const timer = setTimeout(fn, ms);
      return () => clearTimeout(timer);
    },
  },
  random: Math.random,
  token: () => CLOUDCUBE_KEY,
});

live.subscribe('ddns_updates', ({ data }) => {
  for (const { host, family, result, ip } of data.entries) console.log(host, family, result, ip);
});

async function updateNow(): Promise<void> {
  const { result } = await live.request('execute_command', { command: 'update_now' });
  const { changed, unchanged, failed } = result as Record<'changed' | 'unchanged' | 'failed', number>;
  console.log(`updated: ${changed} changed, ${unchanged} unchanged, ${failed} failed`);
}

let isFirst = true;
live.onState((state) => {
  console.log(state.is);
  if (state.is !== 'live' || !isFirst) return;
  isFirst = false;
  updateNow().catch(console.error);
});
